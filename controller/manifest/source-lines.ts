import { join } from 'node:path';
import { manifestReader } from './read-file.ts';

/** Gives lines of the files of a set, for excerpts; a file is read once, and one that cannot be read has no lines. */
export function sourceLines(root: string): (file: string, line: number) => string | undefined {
  const read = manifestReader();
  const known = new Map<string, readonly string[]>();
  return (file, line) => {
    const lines = known.get(file) ?? linesOf(read(join(root, file)));
    known.set(file, lines);
    return lines[line - 1];
  };
}

function linesOf(read: ReturnType<ReturnType<typeof manifestReader>>): readonly string[] {
  return 'problem' in read ? [] : read.text.split('\n');
}
