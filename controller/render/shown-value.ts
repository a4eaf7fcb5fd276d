import { isObject, type Json } from '../../schemas/contract/json.ts';
import { certificateText } from './certificate-text.ts';
import { imageText } from './image-text.ts';
import { valueText } from './value-text.ts';

/** What is longer stands in the manifest, not on a line of a plan. */
const longest = 400;

function longText(value: string): string {
  const lines = value.trimEnd().split('\n').length;
  return lines === 1 ? `text of ${value.length} characters` : `text of ${lines} lines`;
}

/** A certificate alone, or as the one member of an item: `{pem: ...}`. */
function isCertificate(value: Json): boolean {
  if (isObject(value)) return Object.keys(value).length === 1 && isCertificate(value['pem'] ?? null);
  return typeof value === 'string' && value.startsWith('-----BEGIN CERTIFICATE-----');
}

/**
 * A value on one line, as a person wants to see it: certificates by subject and expiry, images by size, long text by its
 * length, everything else in full. Safe to print.
 */
export function shownValue(value: Json): string {
  if (isCertificate(value)) return certificateText(value);
  if (Array.isArray(value)) return `[${value.map(shownValue).join(', ')}]`;
  if (typeof value !== 'string') return valueText(value);
  if (value.startsWith('data:image/')) return imageText(value);
  return value.length > longest || value.includes('\n') ? longText(value) : valueText(value);
}
