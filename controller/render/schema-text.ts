import type { Json } from '../../schemas/contract/json.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { valueText } from './value-text.ts';

/** `string`, `integer or "never"`, `list of strings`, `map of strings`, `object`. */
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
  return types.length === 0 ? 'any' : types.join(' or ');
}

/** Words that a pattern spells out, such as `never` beside a number. */
const plainWords = /^\^(?:\(\?:([a-z|-]+)\)|([a-z-]+))\$$/u;

function rangeText({ minimum, maximum }: JsonSchema): string[] {
  if (minimum !== undefined && maximum !== undefined) return [`${minimum} to ${maximum}`];
  if (minimum !== undefined) return [`${minimum} or more`];
  return maximum === undefined ? [] : [`up to ${maximum}`];
}

function lengthText(schema: JsonSchema): string[] {
  const limits = [
    ['minLength', 'at least', 'characters'],
    ['maxLength', 'at most', 'characters'],
    ['minItems', 'at least', 'items'],
    ['maxItems', 'at most', 'items'],
    ['maxProperties', 'at most', 'entries'],
  ] as const;
  return limits.flatMap(([keyword, bound, unit]) => {
    const limit = schema[keyword];
    return typeof limit === 'number' ? [`${bound} ${limit} ${unit}`] : [];
  });
}

/** What a field accepts, in words; empty where the type says it all. */
export function allowedText(schema: JsonSchema): string {
  if (schema.const !== undefined) return jsonText(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(jsonText).join(', ');
  if (schema.items?.enum !== undefined) return schema.items.enum.map(jsonText).join(', ');
  const [, several, one] = plainWords.exec(schema.pattern ?? '') ?? [];
  const words = (several ?? one)?.split('|') ?? [];
  const format = schema.format === undefined ? [] : [`format ${schema.format}`];
  const pattern =
    schema.pattern === undefined || words.length > 0 || schema.pattern.length > 60
      ? []
      : [`pattern ${schema.pattern}`];
  return [...rangeText(schema), ...words, ...format, ...lengthText(schema), ...pattern].join(', ');
}

/** A value of a schema on one line. Schemas come from JSON, so that all their values are JSON. */
export function jsonText(value: unknown): string {
  return valueText(value as Json);
}
