import type { Json } from '../../schemas/contract/json.ts';
import type { EffectiveChange } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { diffValues } from './diff.ts';
import type { Effective } from './effective.ts';
import { sidesOf } from './pointer.ts';
import { valuesSemantics } from './values.ts';

/** The nearest known origin at or above a pointer: a list's items come from where the list does. */
function originOf({ from }: Effective, path: string): string {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const origin = Object.hasOwn(from, at) ? from[at] : undefined;
    if (origin !== undefined) return origin;
  }
  return 'platform';
}

function side(name: 'before' | 'after', value: Json | undefined): Partial<Record<'before' | 'after', Json>> {
  return value === undefined ? {} : { [name]: value };
}

/**
 * What an account ends up with that it did not have: the second level of a plan, where one template moves many accounts.
 *
 * @param before effective values by kind before the plan
 */
export function effectiveChanges(
  account: string,
  kind: Kind,
  before: Effective,
  after: Effective,
): readonly EffectiveChange[] {
  return diffValues(kind, before.value, after.value).map((field) => {
    const sides = sidesOf(valuesSemantics(kind), field, before.value, after.value);
    return {
      account,
      kind,
      path: field.path,
      ...side('before', sides.before),
      ...side('after', sides.after),
      beforeFrom: originOf(before, field.path),
      afterFrom: originOf(after, field.path),
    };
  });
}
