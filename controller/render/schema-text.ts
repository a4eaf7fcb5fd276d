import type { Json } from '../../schemas/contract/json.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { valueText } from './value-text.ts';

/** Words that a pattern spells out, such as `never` beside a number. */
const plainWords = /^\^(?:\(\?:([a-z|-]+)\)|([a-z-]+))\$$/u;

function wordsOf({ pattern }: JsonSchema): string[] {
  const [, several, one] = plainWords.exec(pattern ?? '') ?? [];
  return (several ?? one)?.split('|') ?? [];
}

/** `string`, `integer or never`, `list of string`, `map of string`, `object`. */
export function typeText(schema: JsonSchema): string {
  if (schema.items !== undefined) return `list of ${typeText(schema.items)}`;
  if (schema.enum !== undefined) return 'word';
  if (
    schema.type === 'object' &&
    schema.properties === undefined &&
    typeof schema.additionalProperties === 'object'
  ) {
    return `map of ${typeText(schema.additionalProperties)}`;
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  const words = wordsOf(schema);
  const shown = words.length === 0 ? types : [...types.filter((type) => type !== 'string'), ...words];
  return shown.length === 0 ? 'any' : shown.join(' or ');
}

function rangeText({ minimum, maximum }: JsonSchema): string[] {
  if (minimum !== undefined && maximum !== undefined) return [`${minimum} to ${maximum}`];
  if (minimum !== undefined) return [`${minimum} or more`];
  return maximum === undefined ? [] : [`up to ${maximum}`];
}

const sizes = [
  ['minLength', 'maxLength', 'character'],
  ['minItems', 'maxItems', 'item'],
  ['minProperties', 'maxProperties', 'entry'],
] as const;

/** `1 to 5 items`, `up to 63 characters`. */
function sizeText(schema: JsonSchema): string[] {
  return sizes.flatMap(([least, most, unit]) => {
    const [minimum, maximum] = [schema[least], schema[most]];
    const range = rangeText({
      ...(typeof minimum === 'number' ? { minimum } : {}),
      ...(typeof maximum === 'number' ? { maximum } : {}),
    });
    const noun =
      maximum === 1 || (maximum === undefined && minimum === 1)
        ? unit
        : unit.replace(/y$/u, 'ie').concat('s');
    return range.map((text) => `${text} ${noun}`);
  });
}

/** What a field accepts, in words; empty where the type says it all. */
export function allowedText(schema: JsonSchema): string {
  if (schema.const !== undefined) return jsonText(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(jsonText).join(', ');
  if (schema.items?.enum !== undefined) return schema.items.enum.map(jsonText).join(', ');
  const words = wordsOf(schema);
  const format = schema.format === undefined ? [] : [`format ${schema.format}`];
  const pattern =
    schema.pattern === undefined || words.length > 0 || schema.pattern.length > 60
      ? []
      : [`pattern ${schema.pattern}`];
  return [...rangeText(schema), ...words, ...format, ...sizeText(schema), ...pattern].join(', ');
}

/** A value of a schema on one line. Schemas come from JSON, so that all their values are JSON. */
export function jsonText(value: unknown): string {
  return valueText(value as Json);
}
