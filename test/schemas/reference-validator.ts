import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '../../schemas/json-schema.ts';

/** ajv as it comes, strict about schemas: it holds examples and defaults against the schemas that they stand in. */
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });
addFormats.default(ajv, ['date', 'date-time']);
ajv.addFormat('idn-email', true);
ajv.addFormat('uri', true);
ajv.addKeyword({ keyword: 'x-bylaw-kind' });
for (const name of annotationNames()) ajv.addKeyword({ keyword: `x-bylaw-${name}` });

/** The closed list of annotations, without `kind`, which stands at the root of a kind alone. */
export function annotationNames(): readonly string[] {
  return [
    'list',
    'additive',
    'immutable',
    'reference',
    'grant',
    'main-account-only',
    'sensitive',
    'risk',
    'template',
    'weakens',
    'display',
    'file',
  ];
}

/** What ajv finds wrong; nothing where the value is valid. */
export function findings(schema: JsonSchema, value: unknown): readonly ErrorObject[] {
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
}
