import type { ActualResource } from '../../controller/reconcile/resource.ts';
import { formatAddress } from '../../schemas/contract/address.ts';
import { isObject, type Json, type JsonObject } from '../../schemas/contract/json.ts';
import { kindSchemas } from '../../schemas/generated/schemas.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { type Kind, kindInfo } from '../../schemas/semantics.ts';
import { manifestSpec } from '../commit/check-values.ts';
import type { EffectiveValues } from '../queries/effective.ts';

/** A resource as the interface shows it: own values only, as they would stand in a manifest. */
/** A set that manages fields of it, and which. */
interface ItemOwner {
  readonly set: string;
  readonly file: string;
  readonly line: number;
  /** JSON pointers into the spec; a list counts as one field. */
  readonly fields: readonly string[];
}

export interface ResourceItem {
  readonly address: string;
  readonly kind: string;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  /** null: it has no values of its own. */
  readonly version: number | null;
  readonly owners: readonly ItemOwner[];
  /** `sso`, `scim`: kept by the identity provider; `platform`: predefined. */
  readonly origin?: string;
  /** Of settings: what the account ends up with, and where each field comes from. */
  readonly effective?: EffectiveValues;
}

const metadataPrefix = 'metadata.';

function metadataOf({
  account,
  name,
  values,
}: Pick<ActualResource, 'account' | 'name' | 'values'>): JsonObject {
  const declared = Object.entries(values)
    .filter(([key]) => key.startsWith(metadataPrefix))
    .map(([key, value]): [string, Json] => [key.slice(metadataPrefix.length), value]);
  return {
    ...(name === null ? {} : { name }),
    ...(account === null ? {} : { account }),
    ...Object.fromEntries(declared),
  };
}

function specOf(values: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith(metadataPrefix)));
}

function pointersIn(values: JsonObject, at = ''): readonly string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const pointer = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return isObject(value) ? pointersIn(value, pointer) : [pointer];
  });
}

function originOf({ predefined }: ActualResource, keeper: string | null): string | undefined {
  return keeper ?? (predefined ? 'platform' : undefined);
}

/** @param keeper `sso` or `scim` where the identity provider keeps the resource */
export function resourceItem(resource: ActualResource, keeper: string | null = null): ResourceItem {
  const origin = originOf(resource, keeper);
  return {
    address: formatAddress(resource),
    kind: resource.kind,
    metadata: metadataOf(resource),
    spec: manifestSpec(resource.kind, resource.values),
    version: resource.version,
    owners: resource.owners.map(({ set, source, lastApplied }) => ({
      set,
      file: source.file,
      line: source.line,
      fields: pointersIn(specOf(lastApplied)),
    })),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** Settings of an account that has none of its own. */
export function unsetItem(kind: string, account: string): ResourceItem {
  const address = formatAddress({ kind, account, name: null });
  return { address, kind, metadata: { account }, spec: {}, version: null, owners: [] };
}

const effectiveSchema = {
  type: 'object',
  description: 'What the account ends up with.',
  required: ['value', 'from'],
  properties: {
    value: { type: 'object', additionalProperties: true },
    from: {
      type: 'object',
      description:
        'Where each field comes from, by JSON pointer: `platform`, a template, or the account itself.',
      additionalProperties: { type: 'string' },
    },
  },
} as const;

/** The schema of a kind's resources in answers; its spec is the manifest's. */
export function itemSchema(kind?: Kind): object {
  const spec: JsonSchema = kind === undefined ? { type: 'object' } : { $ref: `${kind}Spec#` };
  const settings = kind !== undefined && kindInfo(kind).template !== undefined;
  return {
    type: 'object',
    required: ['address', 'kind', 'metadata', 'spec', 'version', 'owners'],
    properties: {
      address: { type: 'string' },
      kind: kind === undefined ? { type: 'string' } : { type: 'string', enum: [kind] },
      metadata: { type: 'object', additionalProperties: true },
      spec,
      version: {
        type: ['integer', 'null'],
        description: 'Goes up with every change; null: no values of its own.',
      },
      owners: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            set: { type: 'string' },
            file: { type: 'string' },
            line: { type: 'integer' },
            fields: {
              type: 'array',
              items: { type: 'string' },
              description: 'What it manages: JSON pointers into the spec. A list counts as one field.',
            },
          },
        },
      },
      origin: {
        type: 'string',
        description: '`sso` or `scim`: kept by the identity provider. `platform`: predefined.',
      },
      ...(settings ? { effective: effectiveSchema } : {}),
    },
  };
}

/** The spec of a kind as a component of the OpenAPI document. */
export function specComponent(kind: Kind): { readonly $id: string } & JsonSchema {
  const spec = kindSchemas[kind].properties?.['spec'] ?? {};
  return { ...spec, $id: `${kind}Spec` };
}
