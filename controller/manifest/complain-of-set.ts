import { relative, sep } from 'node:path';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { LocatedSet } from './find-set.ts';
import type { LoadedFiles } from './load-files.ts';
import type { SelectedFiles } from './select-files.ts';
import { showChoices } from './show-value.ts';

/** What is known of a set once it is loaded. */
export interface WholeSet {
  readonly located: LocatedSet;
  readonly selected: SelectedFiles;
  readonly loaded: LoadedFiles;
  readonly setRequired: boolean;
}

/** What is wrong with the set as a whole: no set file, no manifest, or files that were named and are no part of it. */
export function complainOfSet(whole: WholeSet): Diagnostic[] {
  const { located, selected, loaded, setRequired } = whole;
  if (located.problems.length > 0) return [];
  const missing = setRequired && located.setFile === undefined;
  const read = loaded.whole && selected.diagnostics.every(({ severity }) => severity !== 'error');
  return [
    ...(missing ? [withoutSetFile(located.root)] : []),
    ...(read && loaded.documents.length === 0 ? [withoutManifests(whole)] : []),
    ...strangers(whole),
  ];
}

function withoutSetFile(root: string): Diagnostic {
  return {
    severity: 'error',
    code: 'set/missing',
    summary: `there is no bylaw.yaml in ${root} or above it`,
    remedy: 'Run bylaw init there, or name the set file with -f',
  };
}

/** Nothing declared is not the same as nothing wanted: an empty set would remove everything. */
function withoutManifests({ located, selected }: WholeSet): Diagnostic {
  const { root, setFile } = located;
  const check =
    'Check include and exclude in bylaw.yaml; a set that declares nothing is refused, because it would remove everything';
  const remedy = setFile === undefined ? 'Name a folder with manifests' : check;
  const sets = selected.nested.slice(0, 5);
  return {
    severity: 'error',
    code: 'set/empty',
    summary: `${root} declares nothing: no manifest was found in it`,
    remedy: sets.length === 0 ? remedy : `Name one of the sets in it: ${showChoices(sets)}`,
  };
}

function strangers({ located, selected }: WholeSet): Diagnostic[] {
  const files = new Set(selected.files);
  return located.targets
    .filter(({ path, folder }) => !folder && path !== located.setFile)
    .map(({ path }) => relative(located.root, path).split(sep).join('/'))
    .filter((file) => !files.has(file))
    .map((file) => ({
      severity: 'warning',
      code: 'file/not-in-set',
      summary: 'this file is no part of the set, so it was not checked',
      remedy:
        'Compare it with include and exclude in bylaw.yaml; names that begin with a dot never belong to a set',
      file,
    }));
}
