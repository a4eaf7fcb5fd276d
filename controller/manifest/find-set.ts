import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { setFileName } from './find-files.ts';
import type { Message } from './finding.ts';
import { unreadable } from './read-file.ts';

/** A path that was asked for, and whether it is a folder. */
export interface Target {
  /** Absolute. */
  readonly path: string;
  readonly folder: boolean;
}

export interface LocatedSet {
  /** Absolute path of the set's folder. */
  readonly root: string;
  /** Absolute path of the set file; undefined where there is none. */
  readonly setFile: string | undefined;
  readonly targets: readonly Target[];
  readonly problems: readonly (Message & { readonly path: string })[];
}

/**
 * Finds the set that paths belong to: the one of `setFile`, else of the nearest `bylaw.yaml` in or above the first
 * path, up to the root of its git repository.
 */
export function findSet(paths: readonly string[], setFile: string | undefined, cwd: string): LocatedSet {
  const asked = paths.length > 0 ? paths : [setFile === undefined ? '.' : dirname(setFile)];
  const problems: (Message & { path: string })[] = [];
  const targets: Target[] = [];
  for (const path of asked) {
    const target = targetOf(path, cwd);
    if ('problem' in target) problems.push({ path, ...target.problem });
    else targets.push(target);
  }
  const first = targets[0] ?? { path: resolve(cwd), folder: true };
  const found = setFile === undefined ? nearestSetFile(first) : resolve(cwd, setFile);
  const root = found === undefined ? folderOf(first) : dirname(found);
  problems.push(
    ...targets
      .filter(({ path }) => !isInside(root, path))
      .map(({ path }) => elsewhere(relative(cwd, path) || '.', root)),
  );
  return { root, setFile: found, targets: targets.filter(({ path }) => isInside(root, path)), problems };
}

function targetOf(path: string, cwd: string): Target | { readonly problem: Message } {
  const absolute = resolve(cwd, path);
  try {
    const status = statSync(absolute);
    if (status.isDirectory()) return { path: absolute, folder: true };
    if (status.isFile()) return { path: absolute, folder: false };
    const summary = 'this is a pipe, a socket or a device, not a file';
    return { problem: { code: 'file/not-regular', summary, remedy: 'Name a file or a folder' } };
  } catch (error) {
    return { problem: unreadable(error) };
  }
}

function folderOf({ path, folder }: Target): string {
  return folder ? path : dirname(path);
}

function nearestSetFile(target: Target): string | undefined {
  for (let folder = folderOf(target); ; folder = dirname(folder)) {
    const candidate = join(folder, setFileName);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder) || existsSync(join(folder, '.git'))) return undefined;
  }
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function elsewhere(path: string, root: string): Message & { path: string } {
  return {
    path,
    code: 'set/elsewhere',
    summary: `this path does not belong to the manifest set in ${root}`,
    remedy: 'Run the command for one set at a time',
  };
}
