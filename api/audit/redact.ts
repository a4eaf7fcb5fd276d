import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import { redacted, redactText } from '../../schemas/contract/secret-form.ts';
import { type FieldSemantics, kindInfo, kinds } from '../../schemas/semantics.ts';

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
