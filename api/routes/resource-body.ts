import { type Identity, nameKey } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { isObject, type Json, type JsonObject } from '../../schemas/contract/json.ts';
import { validators } from '../../schemas/generated/validators.js';
import type { Kind } from '../../schemas/semantics.ts';
import { diagnosticOf, invalidBody } from './validation.ts';

/** What GET answers can be sent back changed: members that are not for changing are taken and not looked at. */
export interface ResourceBody {
  readonly metadata?: { readonly name?: string; readonly account?: string; readonly labels?: JsonObject };
  readonly spec?: JsonObject;
}

const ignored = { description: 'Ignored: as GET answers it.' } as const;

/** The envelope of a body; the spec inside is held against its kind's schema besides. */
export function bodySchema(kind: Kind, { whole }: { whole: boolean }, documented = false): object {
  const value = whole ? { type: 'string' } : { type: ['string', 'null'] };
  return {
    type: 'object',
    additionalProperties: false,
    ...(whole ? { required: ['spec'] } : {}),
    properties: {
      kind: { type: 'string', enum: [kind] },
      metadata: {
        type: 'object',
        additionalProperties: false,
        properties: {
          name: { type: 'string' },
          account: { type: 'string' },
          labels: { type: 'object', additionalProperties: value, maxProperties: 64 },
          annotations: ignored,
          onRemoval: ignored,
        },
      },
      spec: whole
        ? documented
          ? { $ref: `${kind}Spec#` }
          : { type: 'object' }
        : { type: 'object', description: 'A merge patch (RFC 7396): null takes the own value away.' },
      address: ignored,
      version: ignored,
      owners: ignored,
      origin: ignored,
      effective: ignored,
    },
  };
}

/** What is left of a merge patch when what it takes away is left out. */
function withoutNulls(patch: Json): Json {
  if (!isObject(patch)) return patch;
  const kept = Object.entries(patch).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutNulls(value)]));
}

/** A patch says a part, so nothing of it can be missing; whether the whole fits is seen when it is put together. */
const ofTheWhole = /\/(?:then|else|if)(?:\/|$)/;

/** The manifest that a body and its path make together. */
function manifestOf(identity: Identity, { metadata = {}, spec = {} }: ResourceBody): JsonObject {
  const { kind, name, account } = identity;
  const { labels } = metadata;
  const named = { ...(name === null ? {} : { name }), ...(account === null ? {} : { account }) };
  return { apiVersion: 'bylaw.dev/v1', kind, metadata: { ...named, ...(labels ? { labels } : {}) }, spec };
}

/**
 * Holds names, labels and spec, or the part of them that a patch sets, against the kind's schema.
 * @throws Refusal 422 that points at each mistake
 */
export function checkManifest(identity: Identity, body: ResourceBody, { whole }: { whole: boolean }): void {
  const validate = validators[identity.kind as Kind];
  const manifest = manifestOf(identity, body);
  if (validate(whole ? manifest : withoutNulls(manifest))) return;
  const mistakes = (validate.errors ?? []).filter(
    ({ keyword, schemaPath }) => whole || (keyword !== 'required' && !ofTheWhole.test(schemaPath)),
  );
  if (mistakes.length > 0) throw invalidBody(mistakes.map((mistake) => diagnosticOf(mistake)));
}

/**
 * A body that names another resource than its path is a mistake, not a rename.
 * @throws Refusal 422
 */
export function checkNames({ account, name }: Identity, { metadata = {} }: ResourceBody): void {
  const told: Diagnostic[] = (['name', 'account'] as const).flatMap((field) => {
    const [inPath, inBody] = [field === 'name' ? name : account, metadata[field]];
    if (inBody === undefined || (inPath !== null && nameKey(inBody) === nameKey(inPath))) return [];
    const summary = `/metadata/${field} is not that of the path`;
    const remedy = 'leave it out; a rename is declared in a manifest, with `previously`';
    return [
      { severity: 'error', code: 'request/other-resource', summary, remedy, pointer: `/metadata/${field}` },
    ];
  });
  if (told.length > 0) throw invalidBody(told);
}
