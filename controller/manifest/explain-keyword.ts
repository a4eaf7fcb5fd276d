import { explainMissingField, explainNotHere, explainUnknownField } from './explain-field.ts';
import { explainForm, explainMapKey } from './explain-form.ts';
import { explainCount, explainExcluded, explainLength, explainRange, explainTwice } from './explain-limit.ts';
import { explainConst, explainEnum, explainType } from './explain-type.ts';
import type { Explanation, Mistake } from './explanation.ts';

type Explain = (mistake: Mistake) => Explanation | undefined;

const explanations: Readonly<Record<string, Explain>> = {
  type: explainType,
  additionalProperties: explainUnknownField,
  required: explainMissingField,
  enum: explainEnum,
  const: explainConst,
  pattern: explainForm,
  format: explainForm,
  minimum: explainRange,
  maximum: explainRange,
  minLength: explainLength,
  maxLength: explainLength,
  minItems: explainCount,
  maxItems: explainCount,
  minProperties: explainCount,
  maxProperties: explainCount,
  uniqueItems: explainTwice,
  not: explainExcluded,
  propertyNames: explainMapKey,
  'false schema': explainNotHere,
};

/** Says in plain words what a keyword of a schema refuses; undefined where another error of the same place says it better. */
export function explainKeyword(mistake: Mistake): Explanation | undefined {
  if (mistake.error.propertyName !== undefined) return undefined;
  const explain = explanations[mistake.error.keyword];
  if (explain) return explain(mistake);
  return {
    code: 'schema/invalid',
    summary: mistake.error.message ?? 'not valid',
    remedy: mistake.schema?.description,
  };
}
