import type { JsonSchema } from '../../schemas/json-schema.ts';
import { type ExplainStyle, explainFields } from './explain-fields.ts';
import { createPalette } from './palette.ts';
import { allowedText, jsonText, typeText } from './schema-text.ts';
import { weakensText } from './weakens-text.ts';
import { wrapText } from './wrap.ts';

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function file(value: unknown): string | undefined {
  const field =
    typeof value === 'object' && value !== null && 'field' in value ? text(value.field) : undefined;
  return field === undefined ? undefined : `the command reads it and sends its content as ${field}`;
}

function listText(schema: JsonSchema): string | undefined {
  const list = text(schema['x-bylaw-list']);
  if (list === undefined) return undefined;
  if (list.startsWith('map:'))
    return `keyed by ${list.slice('map:'.length)}; a template adds and changes items by key`;
  return list === 'set' ? 'a set: the order does not matter' : 'the order matters';
}

function factsOf(schema: JsonSchema): (readonly [string, string | undefined])[] {
  const allowed = allowedText(schema);
  return [
    ['Default', schema.default === undefined ? undefined : jsonText(schema.default)],
    ['Allowed', allowed === '' ? undefined : allowed],
    ['List', listText(schema)],
    ['Names', text(schema['x-bylaw-reference']) ?? text(schema.items?.['x-bylaw-reference'])],
    ['File', file(schema['x-bylaw-file'])],
    ['Risk', text(schema['x-bylaw-risk'])],
    ['Weakening', weakensText(schema['x-bylaw-weakens'])],
    ['Fixed', schema['x-bylaw-immutable'] === true ? 'never changes once it is set' : undefined],
    ['Secret', schema['x-bylaw-sensitive'] === true ? 'never shown' : undefined],
    ['Templates', schema['x-bylaw-template'] === false ? 'no: particular to one account' : undefined],
    ['Example', schema.examples?.[0] === undefined ? undefined : jsonText(schema.examples[0])],
  ];
}

/** One field: meaning, type, default, what it accepts, what a change of it risks, an example, the fields below it. */
export function renderFieldExplanation(name: string, schema: JsonSchema, style: ExplainStyle): string {
  const { bold, dim } = createPalette(style.colour);
  const facts = factsOf(schema).flatMap(([label, value]) =>
    value === undefined ? [] : wrapText(value, style.width, `  ${bold(label.padEnd(11))}`),
  );
  const fields = explainFields(schema, style);
  const lines = [
    `${bold(name)} ${dim(`<${typeText(schema)}>`)}`,
    '',
    ...wrapText(schema.description ?? '', style.width, '  '),
    ...(facts.length === 0 ? [] : ['', ...facts]),
    ...(fields.length === 0 ? [] : ['', bold('Fields'), ...fields]),
  ];
  return `${lines.join('\n')}\n`;
}
