import type { Json } from '../../schemas/contract/json.ts';
import { wordsOf } from './explain-null.ts';
import type { Mistake } from './explanation.ts';
import { type Explanation, fieldOf } from './explanation.ts';
import { showChoices, showValue } from './show-value.ts';

/** A number that is too small or too large. */
export function explainRange(mistake: Mistake): Explanation {
  const { schema, value } = mistake;
  const [least, most] = [schema?.minimum, schema?.maximum];
  const range =
    least !== undefined && most !== undefined
      ? `from ${least} to ${most}`
      : `${least === undefined ? 'at most' : 'at least'} ${least ?? most}`;
  const words = wordsOf(schema).filter((word) => word !== 'a number');
  const otherwise = words.length > 0 ? `, or ${showChoices(words)}` : '';
  return {
    code: 'schema/range',
    summary: `${fieldOf(mistake)} is ${range}${otherwise}, not ${showValue(value)}`,
    remedy: `Write a number ${range}${otherwise}`,
  };
}

/** Text that is too short or too long. */
export function explainLength(mistake: Mistake): Explanation {
  const limit = Number(mistake.error.params['limit']);
  const few = mistake.error.keyword === 'minLength';
  return {
    code: 'schema/length',
    summary: few ? `${fieldOf(mistake)} is empty` : `${fieldOf(mistake)} is longer than ${limit} characters`,
    remedy: few
      ? `Write at least ${limit} character${limit === 1 ? '' : 's'}`
      : `Shorten it to ${limit} characters`,
  };
}

/** A list or mapping with too few or too many members. */
export function explainCount(mistake: Mistake): Explanation {
  const limit = Number(mistake.error.params['limit']);
  const few = mistake.error.keyword.startsWith('min');
  const empty = few && (mistake.value === undefined || Object.keys(mistake.value as object).length === 0);
  const least = empty
    ? `${fieldOf(mistake)} is empty, which is refused here`
    : `${fieldOf(mistake)} needs at least ${limit}`;
  return {
    code: empty ? 'schema/empty' : 'schema/count',
    summary: few
      ? least
      : `${fieldOf(mistake)} can have ${limit === 1 ? 'only one item here' : `at most ${limit} items`}`,
    remedy: mistake.schema?.description ?? (few ? `Write at least ${limit}` : `Keep at most ${limit}`),
  };
}

/** An item that a list has already. */
export function explainTwice(mistake: Mistake): Explanation {
  const { i, j } = mistake.error.params;
  const items = mistake.value as readonly Json[];
  const [first, second] = [Number(i), Number(j)].sort((a, b) => a - b);
  return {
    code: 'schema/twice',
    summary: `${fieldOf(mistake)} has ${showValue(items[Number(second)])} twice, as items ${Number(first) + 1} and ${Number(second) + 1}`,
    remedy: 'Keep one of the two',
  };
}

/** An item that another item of the list excludes. */
export function explainExcluded(mistake: Mistake): Explanation {
  return {
    code: 'schema/excluded',
    summary: `${showValue(mistake.value)} cannot stand beside the other items of ${fieldOf(mistake)}`,
    remedy: mistake.schema?.description ?? 'Remove one of them',
  };
}
