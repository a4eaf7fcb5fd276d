import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import { type FieldSemantics, kindInfo, kinds } from '../../schemas/semantics.ts';

/** What stands in the place of a secret. */
const redacted = '[redacted]';

const knownNames = [
  'password',
  'passwordhash',
  'secret',
  'clientsecret',
  'signingsecret',
  'secondfactorsecret',
  'token',
  'accesstoken',
  'refreshtoken',
  'tokenhash',
  'apikey',
  'privatekey',
  'encryptionkey',
  'authorization',
  'cookie',
  'recoverycode',
  'recoverycodes',
  'otp',
];

/** Secrets that give themselves away by their form, wherever they stand. */
const knownForms =
  /byl_[0-9A-Za-z]{16,}|Bearer\s+[\w.~+/-]{8,}=*|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

const folded = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();

/** Names of all fields that a schema calls sensitive. */
function sensitiveNames(name: string, field: FieldSemantics): string[] {
  const own = field.sensitive ? [folded(name)] : [];
  if (field.type === 'list') return [...own, ...sensitiveNames(name, field.item)];
  if (field.type === 'scalar') return own;
  return [...own, ...Object.entries(field.fields).flatMap(([key, inner]) => sensitiveNames(key, inner))];
}

const secretNames: ReadonlySet<string> = new Set([
  ...knownNames,
  ...kinds.flatMap((kind) => sensitiveNames('', kindInfo(kind).spec)),
]);

/** A setting may be called `password` and hold rules; a secret is a text, or a list of texts. */
function isSecret(value: Json): boolean {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  );
}

/** A text without what has the form of a secret. */
export function redactText(text: string): string {
  return text.replace(knownForms, redacted);
}

function redactMember(key: string, value: Json): Json {
  const name = folded(key.slice(key.lastIndexOf('/') + 1));
  return secretNames.has(name) && isSecret(value) ? redacted : redact(value);
}

/**
 * A copy without secrets: fields that a schema calls `x-bylaw-sensitive`, fields with names that are known for it, and
 * texts in the form of one. The last resort behind code that puts none there.
 */
export function redact<T extends Json>(value: T): T;
export function redact(value: Json): Json {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map((item) => redact(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redactMember(key, member)]));
}
