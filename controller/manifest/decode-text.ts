import type { Message } from './finding.ts';

export type ReadResult = { readonly text: string } | { readonly problem: Message };

/** Bytes as text: UTF-8, with or without byte order mark; line ends become `\n`. Other encodings are named, not guessed. */
export function decodeText(bytes: Buffer): ReadResult {
  const encoding = foreignEncoding(bytes);
  if (encoding) return { problem: wrongEncoding(`the file is in ${encoding}, not in UTF-8`) };
  const text = bytes.toString('utf8');
  if (text.includes('\ufffd') && !isUtf8(bytes)) return { problem: invalidBytes(text) };
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return { text: unmarked.includes('\r') ? unmarked.replaceAll('\r\n', '\n') : unmarked };
}

/** UTF-16 and UTF-32, by their byte order mark or, without one, by the zero bytes beside ASCII characters. */
function foreignEncoding(bytes: Buffer): string | undefined {
  if (isText(bytes[0]) && isText(bytes[1])) return undefined;
  const [a, b, c, d] = [bytes[0] ?? 1, bytes[1] ?? 1, bytes[2] ?? 1, bytes[3] ?? 1];
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  return (a === 0) !== (b === 0) ? 'UTF-16' : undefined;
}

function isText(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0 && byte < 0xfe;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function invalidBytes(text: string): Message {
  const line = text.slice(0, text.indexOf('\ufffd')).split('\n').length;
  return wrongEncoding(`line ${line} has bytes that are not UTF-8`);
}

function wrongEncoding(summary: string): Message {
  return { code: 'file/encoding', summary, remedy: 'Save the file as UTF-8' };
}
