import { realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Message } from './finding.ts';
import { readBytes, unreadable } from './read-file.ts';

type Read = { readonly bytes: Buffer } | { readonly problem: Message };

/**
 * Reads a file that a manifest names, relative to the manifest. It has to lie in the set, by its path and by the path
 * that remains when symbolic links are followed.
 * @param limit bytes that it may have at most.
 */
export function readReferencedFile(root: string, manifest: string, name: string, limit: number): Read {
  const path = resolve(root, dirname(manifest), name);
  if (name.startsWith('/') || name.includes('\\') || leaves(root, path))
    return { problem: outside(name, 'its path') };
  try {
    if (leaves(realpathSync(root), realpathSync(path))) return { problem: outside(name, 'a symbolic link') };
  } catch (error) {
    return { problem: missing(name, join(dirname(manifest), name), error) };
  }
  const read = readBytes(path, limit, Buffer.allocUnsafe(16 * 1024));
  return 'problem' in read
    ? { problem: { ...read.problem, summary: `${name}: ${read.problem.summary}` } }
    : read;
}

function leaves(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || inside.startsWith(sep);
}

function outside(name: string, how: string): Message {
  return {
    code: 'file/outside-set',
    summary: `${name}: ${how} leads out of the manifest set`,
    remedy: 'Copy the file into the set; what a set declares has to be in it',
  };
}

function missing(name: string, path: string, error: unknown): Message {
  const { code, summary } = unreadable(error);
  const remedy = `The path is relative to the manifest: ${path.split(sep).join('/')} in the set`;
  return {
    code: summary.endsWith('no such file') ? 'file/missing' : code,
    summary: `${name}: ${summary.replace('cannot be read: ', '')}`,
    remedy,
  };
}
