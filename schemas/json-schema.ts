import { once } from './once.ts';

/**
 * A JSON Schema of the 2020-12 dialect, as far as the kinds' schemas use it, with the annotations that carry Bylaw's
 * semantics. It has no `$ref`: shared definitions stand in their place.
 */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
}

type Texts = Readonly<Record<string, string>>;

/**
 * Reads generated schemas by name when they are first asked for. Shared definitions take the place of their references,
 * and keywords beside a reference win. The result is frozen to its leaves, because everybody shares it.
 */
export function schemaReader(texts: Texts, definitions: Texts): (name: string) => JsonSchema {
  const definition = once((name: string) => complete(JSON.parse(definitions[name] ?? 'false')) as object);
  const complete = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Object.freeze(value.map(complete));
    const { $ref, ...beside } = Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, complete(member)]),
    );
    return Object.freeze(typeof $ref === 'string' ? { ...definition($ref), ...beside } : beside);
  };
  return once((name: string) => complete(JSON.parse(texts[name] ?? 'false')) as JsonSchema);
}
