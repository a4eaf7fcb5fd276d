import type { Action, Plan, PlanSummary, ResourceChange } from '../../schemas/contract/plan.ts';

/** What exists already and is declared as it is: taken over, with nothing to see. */
export function isTakeoverOnly(change: ResourceChange): boolean {
  return change.action === 'adopt' && change.fields.length === 0;
}

/** True when an apply alters something: taking over what exists as it is alters nothing (design.md, "Adopt"). */
export function hasDifferences(plan: Plan): boolean {
  return plan.resource_changes.some((change) => !isTakeoverOnly(change));
}

const phrases: readonly (readonly [Action, string])[] = [
  ['create', 'to create'],
  ['update', 'to update'],
  ['move', 'to move'],
  ['disable', 'to disable'],
  ['delete', 'to delete'],
  ['release', 'to release'],
  ['adopt', 'taken over'],
];

/** What every plan names, even where it is none: what people look for first. */
const always: ReadonlySet<Action> = new Set(['create', 'update', 'delete']);

function counts(summary: PlanSummary): string {
  return phrases
    .filter(([action]) => always.has(action) || summary[action] > 0)
    .map(([action, phrase]) => `${summary[action].toLocaleString('en')} ${phrase}`)
    .join(', ');
}

/** `Plan: 3 to create, 2 to update, 1 to delete, 4 taken over.`, or that there is nothing to do. */
export function summaryLine(plan: Plan): string {
  if (!hasDifferences(plan)) return 'No changes. The organisation matches the declaration.';
  return `Plan: ${counts(plan.summary)}.`;
}
