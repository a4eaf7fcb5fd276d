import { relative, sep } from 'node:path';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { findFiles } from './find-files.ts';
import type { LocatedSet, Target } from './find-set.ts';
import { defaultInclude, matcher } from './match-glob.ts';
import type { SetSettings } from './read-set.ts';

export interface SelectedFiles {
  /** Relative to the root of the set, with forward slashes, sorted. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Folders with a set of their own, which were left out. */
  readonly nested: readonly string[];
}

/** The manifests of a set: all that its `include` and not its `exclude` names, but for the set file. */
export function selectSetFiles(located: LocatedSet, settings: SetSettings): SelectedFiles {
  const included = settings.include.map((pattern) => ({ pattern, fits: matcher([pattern]), used: false }));
  const excluded = matcher(settings.exclude);
  const setFile = located.setFile === undefined ? '' : toPosix(relative(located.root, located.setFile));
  const wanted = (path: string) => {
    if (path === setFile || excluded(path)) return false;
    const fitting = included.filter(({ fits }) => fits(path));
    for (const entry of fitting) entry.used = true;
    return fitting.length > 0;
  };
  const { files, problems, nested } = findFiles(located.root, '', {
    wanted,
    excluded: (path) => excluded(path) || excluded(`${path}/_`),
  });
  const unused = settings.include === defaultInclude ? [] : included.filter(({ used }) => !used);
  const diagnostics = problems.map(({ path, ...message }) => toDiagnostic(path, message));
  return {
    files,
    nested,
    diagnostics: [...diagnostics, ...unused.map(({ pattern }) => unusedPattern(pattern, setFile))],
  };
}

/** The manifests of paths that belong to no set: files as they are, folders with the default patterns. */
export function selectLooseFiles(root: string, targets: readonly Target[]): SelectedFiles {
  const wanted = matcher(defaultInclude);
  const found = targets.map(({ path, folder }) => {
    const inside = toPosix(relative(root, path));
    return folder
      ? findFiles(root, inside, { wanted, excluded: () => false })
      : { files: [inside], problems: [], nested: [] };
  });
  const files = [...new Set(found.flatMap((part) => part.files))].sort();
  const problems = found.flatMap((part) => part.problems);
  return {
    files,
    nested: found.flatMap((part) => part.nested),
    diagnostics: problems.map(({ path, ...message }) => toDiagnostic(path, message)),
  };
}

function toPosix(path: string): string {
  return path.split(sep).join('/');
}

/** A diagnostic about a path as a whole. */
export function toDiagnostic(
  file: string,
  { code, summary, remedy = '' }: { code: string; summary: string; remedy?: string | undefined },
): Diagnostic {
  return { severity: 'error', code, summary, remedy, file };
}

function unusedPattern(pattern: string, file: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'set/unused-pattern',
    summary: `no file of the set fits the include pattern ${JSON.stringify(pattern)}`,
    remedy: 'Correct the pattern, or remove it; names that begin with a dot never belong to a set',
    file,
  };
}
