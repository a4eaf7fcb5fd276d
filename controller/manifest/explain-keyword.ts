import type { Json } from '../../schemas/contract/json.ts';
import { wordsOf } from './explain-null.ts';
import type { Mistake } from './explain-schema-errors.ts';
import { explainUnquoted, explainWordForTruth } from './explain-yaml-trap.ts';
import type { Message } from './finding.ts';
import { showChoices, showValue } from './show-value.ts';
import { didYouMean, suggest } from './suggest.ts';

/** A message; `member` says that a key is concerned: of that member, or (empty) of the value itself. */
export interface Explanation extends Message {
  readonly member?: string;
}

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
  propertyNames: explainLabelKey,
  'false schema': explainNotHere,
};

/** Says in plain words what a keyword of a schema refuses; undefined where another error of the same place says it better. */
export function explainKeyword(mistake: Mistake): Explanation | undefined {
  if (mistake.error.propertyName !== undefined) return undefined;
  const explain = explanations[mistake.error.keyword];
  if (explain) return explain(mistake);
  return { code: 'schema/invalid', summary: mistake.error.message ?? 'not valid', remedy: mistake.schema?.description };
}

function fieldOf({ path }: Mistake): string {
  const name = [...path].reverse().find((part) => !/^\d+$/.test(String(part)));
  return String(name ?? 'document');
}

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

function explainType(mistake: Mistake): Explanation {
  const { error, value, written, schema } = mistake;
  const types = [error.params['type']].flat().map(String);
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  if (types.includes('string') && scalar && !types.includes('integer')) return explainUnquoted(written || String(value), value);
  const word = types.includes('boolean') && typeof value === 'string' ? explainWordForTruth(value) : undefined;
  if (word) return word;
  const words = wordsOf(schema).filter((candidate) => candidate !== 'a number');
  const due = types.filter((type) => type !== 'string' || words.length === 0).map((type) => typeNames[type] ?? type);
  return {
    code: 'schema/type',
    summary: `${fieldOf(mistake)} is ${showChoices([...due, ...words])}, not ${nameOfValue(value)}`,
    remedy: remedyForType(types, mistake),
  };
}

function remedyForType(types: readonly string[], { value, schema }: Mistake): string | undefined {
  if (types.includes('array') && typeof value === 'string') return `Write a list: [${value}]`;
  if (typeof value === 'string' && types.includes('integer') && /^\d+$/.test(value)) return 'Remove the quotes';
  return schema?.description;
}

function explainUnknownField(mistake: Mistake): Explanation {
  const member = String(mistake.error.params['additionalProperty']);
  const known = Object.keys(mistake.schema?.properties ?? {});
  const owner = mistake.path.length === 0 ? 'a manifest' : fieldOf(mistake);
  return {
    code: 'schema/unknown-field',
    summary: `${owner} has no field ${showValue(member)}`,
    remedy: didYouMean(member, known) ?? `${owner === 'a manifest' ? 'It' : owner} has the fields ${showChoices(known)}`,
    member,
  };
}

function explainMissingField(mistake: Mistake): Explanation {
  const name = String(mistake.error.params['missingProperty']);
  const about = mistake.schema?.properties?.[name];
  const example = about?.examples?.[0];
  const shown = example === undefined ? '' : `, such as ${name}: ${typeof example === 'string' ? example : showValue(example as Json)}`;
  const place = mistake.path.length === 0 ? 'the manifest' : fieldOf(mistake);
  return {
    code: 'schema/missing-field',
    summary: `${place} needs ${name}, and it is not there`,
    remedy: `Add ${name}${shown}`,
    member: '',
  };
}

function explainEnum(mistake: Mistake): Explanation {
  const allowed = [mistake.error.params['allowedValues']].flat() as readonly Json[];
  const meant = typeof mistake.value === 'string' ? suggest(mistake.value, allowed.map(String)) : undefined;
  const truth = typeof mistake.value === 'boolean' ? allowed.find((word) => word === 'none' || word === 'off') : undefined;
  const hint = meant ?? (mistake.value === false ? truth : undefined);
  return {
    code: 'schema/not-allowed',
    summary: `${fieldOf(mistake)} cannot be ${showValue(mistake.value)}; it is ${showChoices(allowed)}`,
    remedy: hint === undefined ? `Write ${showChoices(allowed)}` : `Did you mean ${String(hint)}?`,
  };
}

function explainConst(mistake: Mistake): Explanation {
  const allowed = showValue(mistake.error.params['allowedValue'] as Json);
  return {
    code: 'schema/not-allowed',
    summary: `${fieldOf(mistake)} is always ${allowed} here, not ${showValue(mistake.value)}`,
    remedy: `Write ${allowed.replaceAll('"', '')}`,
  };
}

function explainForm(mistake: Mistake): Explanation {
  const { value, schema } = mistake;
  const words = wordsOf(schema);
  const meant = typeof value === 'string' ? didYouMean(value, words.filter((word) => word !== 'a number')) : undefined;
  const examples = (schema?.examples ?? []).filter((example) => typeof example === 'string').slice(0, 2);
  const due = words.length > 0 ? showChoices(words) : lowerFirst(schema?.description ?? 'another form');
  return {
    code: 'schema/form',
    summary: `${fieldOf(mistake)} ${showValue(value)} does not have the form that is due: ${due.replace(/\.$/, '')}`,
    remedy: meant ?? (examples.length > 0 ? `For example ${examples.join(' or ')}` : undefined),
  };
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function explainRange(mistake: Mistake): Explanation {
  const { schema, value } = mistake;
  const [least, most] = [schema?.minimum, schema?.maximum];
  const range = least !== undefined && most !== undefined ? `from ${least} to ${most}` : `${least === undefined ? 'at most' : 'at least'} ${least ?? most}`;
  const words = wordsOf(schema).filter((word) => word !== 'a number');
  const otherwise = words.length > 0 ? `, or ${showChoices(words)}` : '';
  return {
    code: 'schema/range',
    summary: `${fieldOf(mistake)} is ${range}${otherwise}, not ${showValue(value)}`,
    remedy: `Write a number ${range}${otherwise}`,
  };
}

function explainLength(mistake: Mistake): Explanation {
  const limit = Number(mistake.error.params['limit']);
  const few = mistake.error.keyword === 'minLength';
  return {
    code: 'schema/length',
    summary: few ? `${fieldOf(mistake)} is empty` : `${fieldOf(mistake)} is longer than ${limit} characters`,
    remedy: few ? `Write at least ${limit} character${limit === 1 ? '' : 's'}` : `Shorten it to ${limit} characters`,
  };
}

function explainCount(mistake: Mistake): Explanation {
  const limit = Number(mistake.error.params['limit']);
  const few = mistake.error.keyword.startsWith('min');
  const empty = few && (mistake.value === undefined || Object.keys(mistake.value as object).length === 0);
  const least = empty ? `${fieldOf(mistake)} is empty, which is refused here` : `${fieldOf(mistake)} needs at least ${limit}`;
  return {
    code: empty ? 'schema/empty' : 'schema/count',
    summary: few ? least : `${fieldOf(mistake)} can have ${limit === 1 ? 'only one item here' : `at most ${limit} items`}`,
    remedy: mistake.schema?.description ?? (few ? `Write at least ${limit}` : `Keep at most ${limit}`),
  };
}

function explainTwice(mistake: Mistake): Explanation {
  const { i, j } = mistake.error.params;
  const items = mistake.value as readonly Json[];
  const [first, second] = [Number(i), Number(j)].sort((a, b) => a - b);
  return {
    code: 'schema/twice',
    summary: `${fieldOf(mistake)} has ${showValue(items[Number(second)])} twice, as items ${Number(first) + 1} and ${Number(second) + 1}`,
    remedy: 'Keep one of the two',
  };
}

function explainExcluded(mistake: Mistake): Explanation {
  return {
    code: 'schema/excluded',
    summary: `${showValue(mistake.value)} cannot stand beside the other items of ${fieldOf(mistake)}`,
    remedy: mistake.schema?.description ?? 'Remove one of them',
  };
}

function explainLabelKey(mistake: Mistake): Explanation {
  const member = String(mistake.error.params['propertyName']);
  return {
    code: 'schema/form',
    summary: `${showValue(member)} cannot be a key of ${fieldOf(mistake)}: a key is letters, digits, dot, hyphen and underscore, with a DNS name and a slash in front where it needs one`,
    remedy: 'For example region or acme.example/owner',
    member,
  };
}

function explainNotHere(mistake: Mistake): Explanation {
  return {
    code: 'schema/not-here',
    summary: `${fieldOf(mistake)} cannot be used together with what stands beside it`,
    remedy: mistake.schema?.description ?? 'Remove it',
    member: '',
  };
}
