/**
 * What the diff, the reference check, templates, risk and docs need to know of a field, read from the annotations of
 * the schemas. There is no code for a single kind.
 */
import { kindSchemas } from './generated/schemas.ts';
import type { Kind } from './generated/types.ts';
import type { JsonSchema } from './json-schema.ts';
import type { FileForm, KindFacts, RiskOfField } from './kind-facts.ts';
import { factsOf, kinds } from './kinds.ts';
import { once } from './once.ts';

export type { Kind } from './generated/types.ts';
export { isKind, kinds, references } from './kinds.ts';

/** What holds for a field whatever its type is. */
export interface FieldFacts {
  readonly description: string;
  readonly immutable: boolean;
  readonly sensitive: boolean;
  /** False: particular to one account, so no settings template can set it. */
  readonly template: boolean;
  readonly reference?: Kind;
  /** `x-bylaw-grant`: the value names a role, and whoever gets the field receives the permissions of that role. */
  readonly grant?: true;
  /** `x-bylaw-main-account-only`: whoever changes the field acts from the main account, also where it is a sub-account's. */
  readonly mainAccountOnly?: true;
  readonly risk?: RiskOfField;
  /**
   * The direction in which a change loosens security: `lower` or `higher` (of numbers and dates; `never`, `unlimited`
   * and no value count as infinite), `true` or `false` (the weaker value), `remove` or `add` (of list items; `any` is the widest network), or
   * `order:a,b,c` (values from weak to strong).
   */
  readonly weakens?: string;
  readonly display?: 'certificate' | 'image' | 'multiline';
  /** The platform's default of an effective setting. */
  readonly default?: unknown;
  readonly file?: FileForm;
}

interface ScalarShape {
  readonly type: 'scalar';
  /** Words that the field takes besides a number: `never`, `unlimited`. */
  readonly words?: readonly string[];
  /** The only values that there are. */
  readonly values?: readonly unknown[];
}

interface ObjectShape {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, FieldSemantics>>;
  /** The values of a map with free keys. */
  readonly additional?: FieldSemantics;
}

export interface ListShape {
  readonly type: 'list';
  readonly list: 'set' | 'ordered';
  readonly item: FieldSemantics;
  /** While the field beside it has this value, the list names what must be there at least. */
  readonly additive?: { readonly field: string; readonly value: string };
}

export interface KeyedListShape {
  readonly type: 'list';
  readonly list: 'map';
  /** The field that identifies an item. */
  readonly key: string;
  readonly item: FieldSemantics;
}

export type ObjectSemantics = FieldFacts & ObjectShape;
export type FieldSemantics = FieldFacts & (ScalarShape | ObjectShape | ListShape | KeyedListShape);

export interface KindInfo extends KindFacts {
  readonly metadata: ObjectSemantics;
  readonly spec: ObjectSemantics;
}

const plainWords = /^\^(?:\(\?:(?<several>[a-z|-]+)\)|(?<one>[a-z-]+))\$$/;

function shapeOfScalar({ type, pattern, enum: values }: JsonSchema): ScalarShape {
  const { one, several } = (Array.isArray(type) && plainWords.exec(pattern ?? '')?.groups) || {};
  const words = one ?? several;
  return {
    type: 'scalar',
    ...(words === undefined ? {} : { words: words.split('|') }),
    ...(values === undefined ? {} : { values }),
  };
}

function shapeOfObject({ properties = {}, additionalProperties }: JsonSchema): ObjectShape {
  const fields = Object.entries(properties).map(([name, schema]) => [name, semanticsOf(schema)] as const);
  const shape: ObjectShape = { type: 'object', fields: Object.fromEntries(fields) };
  return typeof additionalProperties === 'object'
    ? { ...shape, additional: semanticsOf(additionalProperties) }
    : shape;
}

function shapeOfList(schema: JsonSchema): ListShape | KeyedListShape {
  const list = schema['x-bylaw-list'] as string;
  const item = semanticsOf(schema.items ?? {});
  if (list.startsWith('map:')) return { type: 'list', list: 'map', key: list.slice('map:'.length), item };
  const additive = schema['x-bylaw-additive'] as ListShape['additive'];
  const shape: ListShape = { type: 'list', list: list as 'set' | 'ordered', item };
  return additive === undefined ? shape : { ...shape, additive };
}

function shapeOf(schema: JsonSchema): ScalarShape | ObjectShape | ListShape | KeyedListShape {
  if (schema.items !== undefined) return shapeOfList(schema);
  return schema.type === 'object' ? shapeOfObject(schema) : shapeOfScalar(schema);
}

/** Annotations that stand in the semantics under a name of their own, where the schema has them. */
const optionalFacts = ['reference', 'grant', 'risk', 'display', 'file'] as const;

function readFacts(schema: JsonSchema): FieldFacts {
  const weakens = schema['x-bylaw-weakens'];
  const present = optionalFacts
    .map((name) => [name, schema[`x-bylaw-${name}`]] as const)
    .filter(([, value]) => value !== undefined);
  return {
    description: schema.description ?? '',
    immutable: schema['x-bylaw-immutable'] === true,
    sensitive: schema['x-bylaw-sensitive'] === true,
    template: schema['x-bylaw-template'] !== false,
    ...Object.fromEntries(present),
    ...(schema['x-bylaw-main-account-only'] === true ? { mainAccountOnly: true } : {}),
    ...(weakens === undefined ? {} : { weakens: String(weakens) }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
  };
}

function semanticsOf(schema: JsonSchema): FieldSemantics {
  return Object.freeze({ ...readFacts(schema), ...shapeOf(schema) });
}

function partOf(kind: Kind, part: 'metadata' | 'spec'): ObjectSemantics {
  return semanticsOf(kindSchemas[kind].properties?.[part] ?? {}) as ObjectSemantics;
}

/** The kind that provides something; there is exactly one. */
export function providerOf(what: NonNullable<KindInfo['provides']>): Kind {
  const kind = kinds.find((candidate) => kindInfo(candidate).provides === what);
  if (kind === undefined) throw new Error(`no schema provides ${what}`);
  return kind;
}

const metadataSemantics = once((kind: Kind) => partOf(kind, 'metadata'));

/** The semantics of a kind's spec. */
export const fieldSemantics: (kind: Kind) => ObjectSemantics = once((kind: Kind) => partOf(kind, 'spec'));

/** What the schema says of a kind; the semantics of its fields are read from the schema when they are asked for. */
export const kindInfo: (kind: Kind) => KindInfo = once((kind: Kind) =>
  Object.freeze({
    ...factsOf(kind),
    get metadata() {
      return metadataSemantics(kind);
    },
    get spec() {
      return fieldSemantics(kind);
    },
  }),
);
