import { Document } from 'yaml';
import type { DocumentMetadata } from '../../schemas/contract/declaration.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';

const metadataOrder = [
  'name',
  'account',
  'accounts',
  'labels',
  'annotations',
  'previously',
  'onRemoval',
] as const;

/** A resource as the manifest that declares it; empty labels and annotations are left out. */
export function toManifest(
  { kind, metadata }: { kind: string; metadata: DocumentMetadata },
  spec: JsonObject,
): JsonObject {
  const known: Readonly<Record<string, unknown>> = { ...metadata };
  const members = metadataOrder
    .map((name) => [name, known[name]] as const)
    .filter(([, value]) => !isEmpty(value));
  return { apiVersion: 'bylaw.dev/v1', kind, metadata: Object.fromEntries(members) as JsonObject, spec };
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/**
 * One YAML document, without `---`. Strings are quoted where YAML 1.2 or 1.1 would read something else (`no`, `1e3`,
 * `+385...`), and nowhere else; long text becomes a block.
 */
export function manifestYaml(manifest: JsonObject): string {
  const document = new Document(manifest, {
    version: '1.2',
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  return document.toString({ lineWidth: 0 });
}

/** Documents of one file, with the line by which editors find the schema. */
export function manifestsYaml(manifests: readonly JsonObject[], schema: string): string {
  return `# yaml-language-server: $schema=${schema}\n${manifests.map(manifestYaml).join('---\n')}`;
}

/** Documents of one file in JSON: the document itself, or a `List` of several. */
export function manifestsJson(manifests: readonly JsonObject[]): string {
  const [first] = manifests;
  const value =
    manifests.length === 1 && first !== undefined
      ? first
      : { apiVersion: 'bylaw.dev/v1', kind: 'List', items: [...manifests] };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
