import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { decodeText, type ReadResult } from './decode-text.ts';
import type { Message } from './finding.ts';

/** Larger files are refused unread. */
const largestFile = 16 * 1024 * 1024;

/**
 * Makes a reader of manifests. Its buffer serves all of them: nearly every manifest fits, and then opening, reading and
 * closing is all that a file costs.
 */
export function manifestReader(): (path: string) => ReadResult {
  const buffer = Buffer.allocUnsafe(64 * 1024);
  return (path) => {
    const read = readBytes(path, largestFile, buffer);
    return 'problem' in read ? read : decodeText(read.bytes);
  };
}

/**
 * Reads a regular file of at most `limit` bytes, without ever waiting for a pipe or a device.
 * @param buffer used for what fits in it; the bytes are then valid until its next use.
 */
export function readBytes(
  path: string,
  limit: number,
  buffer: Buffer,
): { readonly bytes: Buffer } | { readonly problem: Message } {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const length = readSync(file, buffer, 0, buffer.length, 0);
    if (length > 0 && length < buffer.length) return { bytes: buffer.subarray(0, length) };
    return readBeyond(file, limit);
  } catch (error) {
    const irregular = file === undefined ? undefined : notRegular(file);
    return { problem: irregular ?? unreadable(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Reads a file that is empty, larger than the buffer, or no file at all. */
function readBeyond(file: number, limit: number): { readonly bytes: Buffer } | { readonly problem: Message } {
  const problem = notRegular(file);
  if (problem) return { problem };
  const { size } = fstatSync(file);
  if (size > limit) return { problem: tooLarge(size, limit) };
  const whole = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const more = readSync(file, whole, length, size - length, length);
    if (more === 0) break;
    length += more;
  }
  return { bytes: whole.subarray(0, length) };
}

function notRegular(file: number): Message | undefined {
  const status = fstatSync(file);
  if (status.isFile()) return undefined;
  const what = status.isDirectory() ? 'a folder' : 'a pipe, a socket or a device';
  return { code: 'file/not-regular', summary: `this is ${what}, not a file`, remedy: 'Name a regular file' };
}

function tooLarge(size: number, limit: number): Message {
  return {
    code: 'file/too-large',
    summary: `the file has ${(size / 1024 / 1024).toFixed(1)} MiB; at most ${limit / 1024 / 1024} MiB are read`,
    remedy: 'Split the file, or leave it out with exclude in bylaw.yaml',
  };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ELOOP: 'its symbolic links go in a circle',
  ENXIO: 'it is a socket',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
};

/** Says why the system did not let us read. */
export function unreadable(error: unknown): Message {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') throw error;
  return {
    code: 'file/unreadable',
    summary: `cannot be read: ${reasons[code] ?? code}`,
    remedy: 'Nothing is planned from a set that was not read whole; correct the path or the permissions',
  };
}
