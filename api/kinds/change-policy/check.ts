import type { Change } from '../../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import { isObject } from '../../../schemas/contract/json.ts';
import { errorOf } from '../diagnose.ts';
import type { Assessment } from '../kind.ts';
import { guardLockOut } from './lock-out-guard.ts';
import { guardPeople } from './removal-guard.ts';

/** The guards of every plan, with or without a policy, and what a policy itself must fulfil. */
export function checkChangePolicy(assessment: Assessment): readonly Diagnostic[] {
  return [...assessment.own.flatMap(checkFreezes), ...guardLockOut(assessment), ...guardPeople(assessment)];
}

function checkFreezes(change: Change): readonly Diagnostic[] {
  const freezes = change.after?.['freezes'];
  if (!Array.isArray(freezes)) return [];
  return freezes.filter(isObject).flatMap(({ name, from, to }) => {
    if (Date.parse(String(from)) < Date.parse(String(to))) return [];
    return [
      errorOf(change, {
        code: 'change-policy/freeze-order',
        summary: `the freeze ${String(name)} ends (${String(to)}) before it begins (${String(from)})`,
        remedy: 'set `to` to a later time than `from`',
        pointer: `/freezes/${String(name)}`,
      }),
    ];
  });
}
