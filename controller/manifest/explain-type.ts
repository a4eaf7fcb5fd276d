import type { Json } from '../../schemas/contract/json.ts';
import { wordsOf } from './explain-null.ts';
import { explainUnquoted, explainWordForTruth } from './explain-yaml-trap.ts';
import type { Mistake } from './explanation.ts';
import { type Explanation, fieldOf } from './explanation.ts';
import { showChoices, showValue } from './show-value.ts';
import { suggest } from './suggest.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
};

function nameOfValue(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `the text ${showValue(value)}` : showValue(value);
}

/** A value of another type than is due. */
export function explainType(mistake: Mistake): Explanation {
  const { error, value, written, schema } = mistake;
  const types = [error.params['type']].flat().map(String);
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  if (types.includes('string') && scalar && !types.includes('integer'))
    return explainUnquoted(written || String(value), value);
  const word =
    types.includes('boolean') && typeof value === 'string' ? explainWordForTruth(value) : undefined;
  if (word) return word;
  const words = wordsOf(schema).filter((candidate) => candidate !== 'a number');
  const due = types
    .filter((type) => type !== 'string' || words.length === 0)
    .map((type) => typeNames[type] ?? type);
  return {
    code: 'schema/type',
    summary: `${fieldOf(mistake)} is ${showChoices([...due, ...words])}, not ${nameOfValue(value)}`,
    remedy: remedyForType(types, mistake),
  };
}

function remedyForType(types: readonly string[], { value, schema }: Mistake): string | undefined {
  if (types.includes('array') && typeof value === 'string') return `Write a list: [${value}]`;
  if (typeof value === 'string' && types.includes('integer') && /^\d+$/.test(value))
    return 'Remove the quotes';
  return schema?.description;
}

/** A word that is none of those allowed. */
export function explainEnum(mistake: Mistake): Explanation {
  const allowed = [mistake.error.params['allowedValues']].flat() as readonly Json[];
  const meant = typeof mistake.value === 'string' ? suggest(mistake.value, allowed.map(String)) : undefined;
  const truth =
    typeof mistake.value === 'boolean'
      ? allowed.find((word) => word === 'none' || word === 'off')
      : undefined;
  const hint = meant ?? (mistake.value === false ? truth : undefined);
  return {
    code: 'schema/not-allowed',
    summary: `${fieldOf(mistake)} cannot be ${showValue(mistake.value)}; it is ${showChoices(allowed)}`,
    remedy: hint === undefined ? `Write ${showChoices(allowed)}` : `Did you mean ${String(hint)}?`,
  };
}

/** A value that can only be one. */
export function explainConst(mistake: Mistake): Explanation {
  const allowed = showValue(mistake.error.params['allowedValue'] as Json);
  return {
    code: 'schema/not-allowed',
    summary: `${fieldOf(mistake)} is always ${allowed} here, not ${showValue(mistake.value)}`,
    remedy: `Write ${allowed.replaceAll('"', '')}`,
  };
}
