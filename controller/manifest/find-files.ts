import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Message } from './finding.ts';
import { unreadable } from './read-file.ts';

/** A problem with a path of the set, relative to its root. */
interface PathProblem extends Message {
  readonly path: string;
}

export interface FoundFiles {
  /** Relative to the root, with forward slashes, sorted by code unit. */
  readonly files: readonly string[];
  readonly problems: readonly PathProblem[];
  /** Folders with a set of their own, which were left out. */
  readonly nested: readonly string[];
}

export const setFileName = 'bylaw.yaml';

/** What of a folder belongs to a set, by path. */
interface Selection {
  readonly wanted: (path: string) => boolean;
  /** A pattern leaves out what is here: the path, or all that would be in it were it a folder. */
  readonly excluded: (path: string) => boolean;
}

/** The walk through a set's folder: what it collects, and what it has seen. */
interface Walk extends Selection {
  readonly root: string;
  readonly files: string[];
  readonly problems: PathProblem[];
  readonly nested: string[];
  readonly links: string[];
  readonly seen: Set<string>;
}

/**
 * Lists the files of a set. Names that begin with a dot, `node_modules` and folders with a `bylaw.yaml` of their own
 * (other sets) are left out. Symbolic links are followed inside the set; one that leads out of it is a problem,
 * and so is one that leads nowhere, whatever its name: it may have led to a folder of manifests.
 * @param folder the folder to list, relative to the root; empty for all.
 */
export function findFiles(root: string, folder: string, selection: Selection): FoundFiles {
  const walk: Walk = {
    ...selection,
    root: realpathSync(root),
    files: [],
    problems: [],
    nested: [],
    links: [],
    seen: new Set(),
  };
  walkFolder(walk, folder);
  for (let link = walk.links.shift(); link !== undefined; link = walk.links.shift()) followLink(walk, link);
  return { files: walk.files.sort(), problems: walk.problems, nested: walk.nested };
}

function walkFolder(walk: Walk, folder: string): void {
  walk.seen.add(join(walk.root, folder));
  for (const entry of listFolder(walk, folder)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) enterFolder(walk, path);
    else if (entry.isSymbolicLink()) walk.links.push(path);
    else if (walk.wanted(path)) takeFile(walk, path, entry.isFile());
  }
}

function listFolder(walk: Walk, folder: string): Dirent[] {
  try {
    return readdirSync(join(walk.root, folder), { withFileTypes: true });
  } catch (error) {
    walk.problems.push({ path: folder === '' ? '.' : folder, ...unreadable(error) });
    return [];
  }
}

function enterFolder(walk: Walk, path: string): void {
  if (existsSync(join(walk.root, path, setFileName))) walk.nested.push(path);
  else walkFolder(walk, path);
}

function takeFile(walk: Walk, path: string, regular: boolean): void {
  if (regular) walk.files.push(path);
  else walk.problems.push({ path, ...irregular });
}

const irregular: Message = {
  code: 'file/not-regular',
  summary: 'this is a pipe, a socket or a device, not a file',
  remedy: 'Leave it out with exclude in bylaw.yaml',
};

/** Takes what a link leads to, unless it was found by its own name. */
function followLink(walk: Walk, path: string): void {
  try {
    const target = realpathSync(join(walk.root, path));
    const status = statSync(target);
    if (!status.isDirectory() && !walk.wanted(path)) return;
    if (target !== walk.root && !target.startsWith(walk.root + sep)) complainOfLink(walk, path, leadsOut);
    else if (status.isDirectory()) followToFolder(walk, path, target);
    else if (!isKnown(walk, target)) takeFile(walk, path, status.isFile());
  } catch (error) {
    complainOfLink(walk, path, unreadable(error));
  }
}

function complainOfLink(walk: Walk, path: string, message: Message): void {
  if (!walk.excluded(path)) walk.problems.push({ path, ...message });
}

function followToFolder(walk: Walk, path: string, target: string): void {
  if (walk.seen.has(target)) return;
  walk.seen.add(target);
  enterFolder(walk, path);
}

function isKnown(walk: Walk, target: string): boolean {
  if (walk.seen.has(target)) return true;
  walk.seen.add(target);
  return walk.files.includes(
    target
      .slice(walk.root.length + 1)
      .split(sep)
      .join('/'),
  );
}

const leadsOut: Message = {
  code: 'file/outside-set',
  summary: 'this symbolic link leads out of the manifest set',
  remedy: 'Copy the file into the set, or leave the link out with exclude in bylaw.yaml',
};
