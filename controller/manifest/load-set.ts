import type { Declaration, DeclarationOrigin } from '../../schemas/contract/declaration.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { checkDocuments } from './check-documents.ts';
import { complainOfSet } from './complain-of-set.ts';
import { findSet, type LocatedSet } from './find-set.ts';
import { locateFindings } from './finding.ts';
import { loadFiles } from './load-files.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { defaultInclude } from './match-glob.ts';
import { manifestReader } from './read-file.ts';
import { readSet, type SetSettings } from './read-set.ts';
import { type SelectedFiles, selectLooseFiles, selectSetFiles, toDiagnostic } from './select-files.ts';
import { sortDiagnostics } from './sort-diagnostics.ts';

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
  /** Absolute path of the set file; undefined where there is none. */
  readonly setFile: string | undefined;
  /** Absolute paths that were asked for, where they are only a part of the set; empty: all of it. */
  readonly asked: readonly string[];
  /** What `bylaw.yaml` says; where there is none, an unnamed set with the defaults. */
  readonly set: SetSettings;
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
export async function loadSet(
  paths: string | readonly string[] = [],
  options: LoadOptions = {},
): Promise<LoadedSet> {
  const located = findSet([paths].flat(), options.setFile, options.cwd ?? process.cwd());
  const read = manifestReader();
  const asked = located.problems.map(({ path, ...message }) => toDiagnostic(path, message));
  const found =
    located.setFile === undefined ? undefined : await readSet(located.root, located.setFile, read);
  const set = found?.settings ?? unnamed;
  const unusable = found !== undefined && found.settings === undefined;
  const selected = unusable ? nothing : select(located, set);
  const loaded = await loadFiles(located.root, selected.files, read);
  const checked = await checkDocuments(loaded.documents, {
    root: located.root,
    set,
    now: options.now ?? new Date(),
    whole: loaded.whole,
  });
  const diagnostics = [
    ...asked,
    ...(found?.diagnostics ?? []),
    ...selected.diagnostics,
    ...loaded.diagnostics,
    ...(await locateFindings(checked.findings)),
    ...(unusable
      ? []
      : complainOfSet({ located, selected, loaded, setRequired: options.setRequired !== false })),
  ];
  return {
    root: located.root,
    set,
    setFile: located.setFile,
    asked: located.targets.map(({ path }) => path).filter((path) => path !== located.setFile),
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

const nothing: SelectedFiles = { files: [], nested: [], diagnostics: [] };

function select(located: LocatedSet, set: SetSettings): SelectedFiles {
  return located.setFile === undefined
    ? selectLooseFiles(located.root, located.targets)
    : selectSetFiles(located, set);
}
