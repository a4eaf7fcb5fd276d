import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Failure } from '../client/failure.ts';

export interface PlacedFile {
  /** Absolute. */
  readonly path: string;
  readonly content: string | Buffer;
}

/** What would be replaced; nothing is written while there is any. */
function assertNew(files: readonly PlacedFile[], cwd: string, remedy: string): void {
  const existing = files.map(({ path }) => path).filter((path) => existsSync(path));
  if (existing.length === 0) return;
  const names = existing.slice(0, 10).map((path) => relative(cwd, path));
  const rest = existing.length - names.length;
  const list = `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  throw new Failure(`Nothing is written, because there are files already: ${list}`, { remedy });
}

/**
 * Writes all files or, where one exists already, none.
 *
 * @param replace whether existing files may be replaced
 * @param remedy what to do about files that exist
 */
export async function writeFiles(
  files: readonly PlacedFile[],
  { cwd, replace, remedy }: { readonly cwd: string; readonly replace: boolean; readonly remedy: string },
): Promise<void> {
  if (!replace) assertNew(files, cwd, remedy);
  for (const { path, content } of files) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { flag: replace ? 'w' : 'wx' });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Failure(`${join(relative(cwd, path))} cannot be written: ${reason}`, {
        remedy: 'Look at the rights of the folder and the room on the disk',
        cause,
      });
    }
  }
}
