import { isObject, type Json } from '../../schemas/contract/json.ts';
import { escapeControls } from './escape.ts';

/** Plain words are shown as they stand in a manifest; whatever could be read as something else is quoted. */
const plainString = /^[\p{L}\p{N}_./@#%+*(:-][\p{L}\p{N}\p{P}\p{S}\p{M} ]*$/u;
const looksLikeOther =
  /^(?:true|false|null|yes|no|on|off|~|[-+.\d][\d_.,eExXa-fA-F+-]*)$|->|: |:$| #|^ | $|["\\`,{}[\]]/iu;

function stringText(value: string): string {
  const escaped = escapeControls(value);
  return plainString.test(escaped) && !looksLikeOther.test(escaped) && escaped === value
    ? escaped
    : `"${escaped.replaceAll('"', '\\"')}"`;
}

/** A value on one line, in YAML's flow style: `{roles: [Finance Manager], users: [ana]}`. Safe to print. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return stringText(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${stringText(key)}: ${valueText(member)}`);
  return `{${members.join(', ')}}`;
}

/** `/password/minLength` as people write it: `password.minLength`. Safe to print. */
export function fieldName(pointer: string): string {
  if (pointer === '' || pointer === '/') return '(whole)';
  return pointer
    .replace(/^\//u, '')
    .split('/')
    .map((segment) => escapeControls(segment.replaceAll('~1', '/').replaceAll('~0', '~')))
    .join('.');
}
