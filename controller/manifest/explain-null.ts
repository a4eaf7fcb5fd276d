import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Mistake } from './explanation.ts';
import type { Message } from './finding.ts';
import { showChoices } from './show-value.ts';

/** No null: a forgotten value never means "unlimited". Names the word to write where the field has one. */
export function explainNull({ path, schema, written }: Mistake): Message {
  const field = String(path.at(-1) ?? 'document');
  const summary = `${field} has no value${written === '' || written.endsWith(':') ? '' : ` (${written} is null)`}; null means nothing here`;
  return { code: 'schema/null', summary, remedy: remedyFor(field, schema) };
}

function remedyFor(field: string, schema: JsonSchema | undefined): string {
  const leaveOut = `remove ${field}, if it shall not be managed`;
  const words = wordsOf(schema);
  if (words.length > 0) return `Write ${showChoices(words)}, or ${leaveOut}`;
  if (schema?.type === 'array')
    return `Write the items${schema['minItems'] ? '' : ', or [] for none'}, or ${leaveOut}`;
  if (schema?.type === 'object') return `Write {} for an empty one, or ${leaveOut}`;
  return `Write a value, or ${leaveOut}`;
}

/** Words that a field takes: those of an enumeration, and `unlimited`, `never`, `any` or `none` beside a number. */
export function wordsOf(schema: JsonSchema | undefined): readonly string[] {
  if (schema?.enum) return schema.enum.map(String);
  const words = /^\^(?:\(\?:([a-z|-]+)\)|([a-z-]+))\$$/.exec(schema?.pattern ?? '');
  const number = Array.isArray(schema?.type) && schema.type.includes('integer');
  const listed = (words?.[1] ?? words?.[2])?.split('|') ?? [];
  return number && listed.length > 0 ? ['a number', ...listed] : listed;
}
