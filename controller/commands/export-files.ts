import { dirname, join } from 'node:path';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { ResourceItem } from '../client/answers.ts';
import { manifestsJson, manifestsYaml, toManifest } from '../render/manifest-text.ts';
import { type EditorSchemas, editorSchemas } from './editor-schema.ts';
import { manifestPath, sideFolder } from './export-layout.ts';
import { separateFiles } from './manifest-file.ts';
import type { PlacedFile } from './write-files.ts';

/** A set that an export lays out. */
interface NewSet {
  readonly name: string;
  readonly server: string;
  /** The export is a part of what there is: a set of this name may own the rest, which must not be pruned. */
  readonly partial: boolean;
}

export interface ExportOptions {
  /** Absolute. */
  readonly folder: string;
  readonly format: 'yaml' | 'json';
  /** The set to be laid out, where the folder belongs to none. */
  readonly newSet: NewSet | undefined;
}

interface Sheet {
  readonly manifests: JsonObject[];
  readonly sides: PlacedFile[];
}

/** Manifests by file, in the order in which the server gives them. */
function sheetsOf(resources: readonly ResourceItem[], folder: string): Map<string, Sheet> {
  const sheets = new Map<string, Sheet>();
  for (const item of resources) {
    const path = manifestPath(item);
    const sheet = sheets.get(path) ?? { manifests: [], sides: [] };
    const { spec, files } = separateFiles(item.kind, item.spec, sideFolder(item));
    sheet.manifests.push(toManifest(item, spec));
    sheet.sides.push(
      ...files.map((file) => ({ path: join(folder, dirname(path), file.path), content: file.content })),
    );
    sheets.set(path, sheet);
  }
  return sheets;
}

function setFile({ folder, newSet }: ExportOptions, { pathFrom }: EditorSchemas): PlacedFile[] {
  if (newSet === undefined) return [];
  const manifest = {
    apiVersion: 'bylaw.dev/v1',
    kind: 'ManifestSet',
    metadata: { name: newSet.name },
    spec: { server: newSet.server, ...(newSet.partial ? { prune: false } : {}) },
  };
  return [
    {
      path: join(folder, 'bylaw.yaml'),
      content: manifestsYaml([manifest], pathFrom('bylaw.yaml', 'bylaw-set')),
    },
  ];
}

/** The files of an export: one per account and kind, and beside them certificates, metadata and logos. */
export async function exportFiles(
  resources: readonly ResourceItem[],
  options: ExportOptions,
): Promise<PlacedFile[]> {
  const { folder, format } = options;
  const schemas = await editorSchemas(folder);
  const files = [...sheetsOf(resources, folder)].flatMap(([path, { manifests, sides }]) => {
    const file = `${path}.${format}`;
    const content =
      format === 'json'
        ? manifestsJson(manifests)
        : manifestsYaml(manifests, schemas.pathFrom(file, 'bylaw'));
    return [{ path: join(folder, file), content }, ...sides];
  });
  return [...setFile(options, schemas), ...files, ...(options.newSet === undefined ? [] : schemas.files)];
}
