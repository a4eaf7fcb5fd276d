import { relative } from 'node:path';
import type { DeclaredSet } from '../../schemas/contract/declaration.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { ReadResult } from './decode-text.ts';
import { aboutValue, type Finding, locateFindings } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { defaultInclude } from './match-glob.ts';
import { parseFile } from './parse-file.ts';
import { setKind, splitManifests } from './split-manifests.ts';
import { manifestValidator } from './validate-manifest.ts';

/** What `bylaw.yaml` says, with the defaults of what it leaves out. */
export interface SetSettings extends DeclaredSet {
  readonly server?: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly policies: readonly string[];
}

export interface ReadSet {
  /** Undefined: nothing can be said of the set, because its file cannot be read. */
  readonly settings: SetSettings | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a set file. What is right in it counts even where something else in it is wrong. */
export async function readSet(
  root: string,
  path: string,
  read: (path: string) => ReadResult,
): Promise<ReadSet> {
  const file = relative(root, path);
  const parsed = await parseFile(file, read(path));
  const broken = parsed.diagnostics.some(({ severity }) => severity === 'error');
  if (broken && parsed.sources.length === 0) return { settings: undefined, diagnostics: parsed.diagnostics };
  const split = parsed.sources.map(splitManifests);
  const documents = split.flatMap((part) => part.documents);
  const set = documents.find(({ kind }) => kind === setKind);
  const findings = [
    ...split.flatMap((part) => part.findings),
    ...documents.flatMap((document) => foreign(document, set)),
  ];
  if (!set)
    return {
      settings: undefined,
      diagnostics: [...parsed.diagnostics, ...(await locateFindings(findings)), withoutSet(file)],
    };
  const validate = await manifestValidator([set]);
  const validated = await validate(set);
  const located = await locateFindings([...findings, ...validated]);
  return { settings: settingsOf(set), diagnostics: [...parsed.diagnostics, ...located] };
}

function foreign(document: ManifestDocument, set: ManifestDocument | undefined): Finding[] {
  if (document === set || set === undefined) return [];
  const summary = `the set file holds the ${setKind} and nothing else, not a ${document.kind}`;
  return [
    aboutValue(document, ['kind'], {
      code: 'set/foreign-document',
      summary,
      remedy: 'Move the document into a file of its own',
    }),
  ];
}

function withoutSet(file: string): Diagnostic {
  return {
    severity: 'error',
    code: 'set/no-manifest-set',
    summary: `the set file holds no document of kind ${setKind}`,
    remedy:
      'Write apiVersion: bylaw.dev/v1, kind: ManifestSet, metadata: {name: ...} and spec, or run bylaw init',
    file,
    line: 1,
    column: 1,
  };
}

function settingsOf({ metadata, spec }: ManifestDocument): SetSettings {
  const { maxDeletions, confirmWithin, server } = spec;
  return {
    name: typeof metadata['name'] === 'string' ? metadata['name'] : '',
    prune: spec['prune'] !== false,
    include: texts(spec['include']) ?? defaultInclude,
    exclude: texts(spec['exclude']) ?? [],
    policies: texts(spec['policies']) ?? [],
    ...(typeof maxDeletions === 'number' || typeof maxDeletions === 'string' ? { maxDeletions } : {}),
    ...(typeof confirmWithin === 'string' ? { confirmWithin } : {}),
    ...(typeof server === 'string' ? { server } : {}),
    ...(isObject(spec['scope']) ? { scope: scopeOf(spec['scope']) } : {}),
  };
}

function scopeOf(scope: JsonObject): NonNullable<DeclaredSet['scope']> {
  const accounts = texts(scope['accounts']);
  const kinds = texts(scope['kinds']);
  return { ...(accounts ? { accounts } : {}), ...(kinds ? { kinds } : {}) };
}

/** The list, if it is one of texts only. */
function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
