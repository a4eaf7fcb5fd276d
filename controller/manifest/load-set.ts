import type { Declaration, DeclarationOrigin } from '../../schemas/contract/declaration.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { checkDocuments } from './check-documents.ts';
import type { Finding } from './finding.ts';
import { locateFindings } from './finding.ts';
import { findSet, type LocatedSet } from './find-set.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { defaultInclude } from './match-glob.ts';
import { parseFile } from './parse-file.ts';
import { manifestReader } from './read-file.ts';
import { readSet, type SetSettings } from './read-set.ts';
import { selectLooseFiles, type SelectedFiles, selectSetFiles, toDiagnostic } from './select-files.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';
import { setKind, splitManifests } from './split-manifests.ts';
import { validateManifest } from './validate-manifest.ts';

export interface LoadOptions {
  /** The set file, where it is not the nearest `bylaw.yaml` (`-f`). */
  readonly setFile?: string | undefined;
  /** False: manifests may stand without a set file, as `validate` allows. Default: true. */
  readonly setRequired?: boolean;
  /** Folder that relative paths start from. Default: the working directory. */
  readonly cwd?: string;
  /** The day by which certificates have to be valid. Default: now. */
  readonly now?: Date;
}

/** A manifest set, read, validated and checked. */
export interface LoadedSet {
  /** Absolute path of the set's folder; files of diagnostics are relative to it. */
  readonly root: string;
  /** What `bylaw.yaml` says; where there is none, an unnamed set with the defaults. */
  readonly set: SetSettings;
  /** Whether there is a set file. */
  readonly hasSetFile: boolean;
  /** All manifest files, relative to the root, sorted. */
  readonly files: readonly string[];
  /** All manifests, in the order of files and lines. */
  readonly documents: readonly ManifestDocument[];
  /** Everything found, sorted by file, line and column. Nothing may be planned while one is an error. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The body of `POST /v1/plans`: documents with certificates, metadata and logos inlined, and the line of each field.
   * Only for a set without errors.
   */
  declaration(origin?: DeclarationOrigin): Promise<Declaration>;
}

/**
 * Reads the manifest set that `paths` belong to (folders or files; default: the working directory), whole, and checks
 * it. Mistakes of the user are diagnostics; it throws only where the machinery is broken.
 */
export async function loadSet(paths: string | readonly string[] = [], options: LoadOptions = {}): Promise<LoadedSet> {
  const located = findSet([paths].flat(), options.setFile, options.cwd ?? process.cwd());
  const read = manifestReader();
  const asked = located.problems.map(({ path, ...message }) => toDiagnostic(path, message));
  const found = located.setFile === undefined ? undefined : await readSet(located.root, located.setFile, read);
  const set = found?.settings ?? unnamed;
  const unusable = found !== undefined && found.settings === undefined;
  const selected = unusable ? { files: [], diagnostics: [] } : select(located, set);
  const loaded = await loadFiles(located.root, selected.files, read);
  const checked = await checkDocuments(loaded.documents, { root: located.root, set, now: options.now ?? new Date(), whole: loaded.whole });
  const diagnostics = [
    ...asked,
    ...(found?.diagnostics ?? []),
    ...selected.diagnostics,
    ...loaded.diagnostics,
    ...(await locateFindings(checked.findings)),
    ...(unusable ? [] : complaints(located, options, loaded, asked.length > 0)),
  ];
  return {
    root: located.root,
    set,
    hasSetFile: located.setFile !== undefined,
    files: selected.files,
    documents: loaded.documents,
    diagnostics: sortDiagnostics(diagnostics),
    declaration: async (origin = {}) => {
      const { declare } = await import('./declare.ts');
      return declare(set, loaded.documents, checked.files, origin);
    },
  };
}

const unnamed: SetSettings = { name: '', prune: false, include: defaultInclude, exclude: [], policies: [] };

function select(located: LocatedSet, set: SetSettings): SelectedFiles {
  return located.setFile === undefined ? selectLooseFiles(located.root, located.targets) : selectSetFiles(located, set);
}

interface LoadedFiles {
  readonly documents: readonly ManifestDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether every file could be read and every document told its kind. */
  readonly whole: boolean;
}

/** Reads, parses and validates. Other set files (`bylaw.staging.yaml`) are validated and then left out. */
async function loadFiles(root: string, files: readonly string[], read: ReturnType<typeof manifestReader>): Promise<LoadedFiles> {
  const documents: ManifestDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const findings: Finding[] = [];
  for (const file of files) {
    const parsed = await parseFile(file, read(`${root}/${file}`));
    diagnostics.push(...parsed.diagnostics);
    for (const source of parsed.sources) {
      const split = splitManifests(source);
      findings.push(...split.findings);
      documents.push(...split.documents);
    }
  }
  const whole = findings.length === 0 && diagnostics.every(({ severity }) => severity !== 'error');
  for (const document of documents) findings.push(...(await validateManifest(document)));
  return {
    documents: documents.filter(({ kind }) => kind !== setKind),
    diagnostics: [...diagnostics, ...(await locateFindings(findings))],
    whole,
  };
}

/** What is wrong with the set as a whole: no set file, no manifest. */
function complaints(located: LocatedSet, options: LoadOptions, loaded: LoadedFiles, asked: boolean): Diagnostic[] {
  const missing = located.setFile === undefined && options.setRequired !== false && !asked;
  const empty = loaded.documents.length === 0 && loaded.whole && !asked;
  return [...(missing ? [withoutSetFile(located.root)] : []), ...(empty ? [withoutManifests(located)] : [])];
}

function withoutSetFile(root: string): Diagnostic {
  return {
    severity: 'error',
    code: 'set/missing',
    summary: `there is no bylaw.yaml in ${root} or above it`,
    remedy: 'Run bylaw init there, or name the set file with -f',
  };
}

function withoutManifests({ root, setFile }: LocatedSet): Diagnostic {
  return {
    severity: 'error',
    code: 'set/empty',
    summary: `${root} declares nothing: no manifest was found in it`,
    remedy: setFile === undefined ? 'Name a folder with manifests' : 'Check include and exclude in bylaw.yaml; a set that declares nothing is refused, because it would remove everything',
  };
}
