import { createHash } from 'node:crypto';
import type { Json } from '../../schemas/contract/json.ts';
import { escapeControls } from './escape.ts';

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** `image/png, 4.2 KB, SHA-256 5f3a9c01...` of a `data:` URI (RFC 2397); never the image itself. */
export function imageText(value: Json): string {
  const match = typeof value === 'string' ? /^data:([^;,]{1,100})[^,]*,(.*)$/su.exec(value) : null;
  if (match === null) return 'image (not readable)';
  const content = Buffer.from(match[2] ?? '', 'base64');
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return escapeControls(`${match[1]}, ${sizeText(content.length)}, SHA-256 ${digest}...`);
}
