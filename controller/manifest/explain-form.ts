import { wordsOf } from './explain-null.ts';
import type { Mistake } from './explanation.ts';
import { type Explanation, fieldOf } from './explanation.ts';
import { showChoices, showValue } from './show-value.ts';
import { didYouMean } from './suggest.ts';

/** Text that does not have the form of its field. */
export function explainForm(mistake: Mistake): Explanation {
  const { value, schema } = mistake;
  const words = wordsOf(schema);
  const meant =
    typeof value === 'string'
      ? didYouMean(
          value,
          words.filter((word) => word !== 'a number'),
        )
      : undefined;
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

/** A key of a map, such as of labels, that does not have the form of keys. */
export function explainMapKey(mistake: Mistake): Explanation {
  const member = String(mistake.error.params['propertyName']);
  return {
    code: 'schema/form',
    summary: `${showValue(member)} cannot be a key of ${fieldOf(mistake)}: a key is letters, digits, dot, hyphen and underscore, with a DNS name and a slash in front where it needs one`,
    remedy: 'For example region or acme.example/owner',
    member,
  };
}
