import type { JsonSchema } from '../../schemas/json-schema.ts';
import { createPalette } from './palette.ts';
import { allowedText, jsonText, typeText } from './schema-text.ts';
import { wrapText } from './wrap.ts';

export interface ExplainStyle {
  readonly width: number;
  readonly colour: boolean;
}

/** The object whose fields are explained: of a list, its items; of a map, its values. */
function objectOf(schema: JsonSchema): JsonSchema {
  if (schema.items !== undefined) return objectOf(schema.items);
  if (schema.properties === undefined && typeof schema.additionalProperties === 'object')
    return objectOf(schema.additionalProperties);
  return schema;
}

function remark(schema: JsonSchema, required: boolean): string {
  const allowed = schema.enum === undefined ? '' : `: ${allowedText(schema)}`;
  const fallback = schema.default === undefined ? '' : `, default ${jsonText(schema.default)}`;
  return `<${typeText(schema)}${allowed}>${required ? ' required' : ''}${fallback}`;
}

/** The fields below a schema, one level deep: name, type, default, meaning. */
export function explainFields(schema: JsonSchema, { width, colour }: ExplainStyle): string[] {
  const { bold, dim } = createPalette(colour);
  const { properties = {}, required = [] } = objectOf(schema);
  return Object.entries(properties).flatMap(([name, field]) => [
    `  ${bold(name)} ${dim(remark(field, required.includes(name)))}`,
    ...wrapText(field.description ?? '', width, '      '),
  ]);
}
