import type { Json } from '../../schemas/contract/json.ts';
import type { Mistake } from './explanation.ts';
import { type Explanation, fieldOf } from './explanation.ts';
import { showChoices, showValue } from './show-value.ts';
import { didYouMean } from './suggest.ts';

/** A field that the kind does not have. */
export function explainUnknownField(mistake: Mistake): Explanation {
  const member = String(mistake.error.params['additionalProperty']);
  const known = Object.keys(mistake.schema?.properties ?? {});
  const owner = mistake.path.length === 0 ? 'a manifest' : fieldOf(mistake);
  return {
    code: 'schema/unknown-field',
    summary: `${owner} has no field ${showValue(member)}`,
    remedy:
      didYouMean(member, known) ??
      `${owner === 'a manifest' ? 'It' : owner} has the fields ${showChoices(known)}`,
    member,
  };
}

/** A field that has to be there. */
export function explainMissingField(mistake: Mistake): Explanation {
  const name = String(mistake.error.params['missingProperty']);
  const about = mistake.schema?.properties?.[name];
  const example = about?.examples?.[0];
  const shown =
    example === undefined
      ? ''
      : `, such as ${name}: ${typeof example === 'string' ? example : showValue(example as Json)}`;
  const place = mistake.path.length === 0 ? 'the manifest' : fieldOf(mistake);
  return {
    code: 'schema/missing-field',
    summary: `${place} needs ${name}, and it is not there`,
    remedy: `Add ${name}${shown}`,
    member: '',
  };
}

/** A field that excludes another one. */
export function explainNotHere(mistake: Mistake): Explanation {
  return {
    code: 'schema/not-here',
    summary: `${fieldOf(mistake)} cannot be used together with what stands beside it`,
    remedy: mistake.schema?.description ?? 'Remove it',
    member: '',
  };
}
