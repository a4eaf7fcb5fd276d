import type { Plan, PlanHead, PlanSummary } from '../../schemas/contract/plan.ts';
import { createPalette } from './palette.ts';
import { peopleHeadline } from './people-headline.ts';

const done: readonly (readonly [keyof PlanSummary, string])[] = [
  ['create', 'created'],
  ['update', 'updated'],
  ['move', 'moved'],
  ['disable', 'disabled'],
  ['delete', 'deleted'],
  ['release', 'released'],
  ['adopt', 'taken over'],
];

/** Said again when people are hit otherwise than the plan had it: somebody joined or left in between. */
function differenceOnPeople(planned: Plan, applied: PlanHead): string {
  const [before, after] = [peopleHeadline(planned), peopleHeadline(applied)];
  return before === after ? '' : `People are hit otherwise than the plan said: ${after}\n`;
}

/**
 * What an apply has done, in one line, and the effect on people where it differs from the plan.
 *
 * @param planned the plan that was shown
 * @param applied the same plan as the server gives it back after the apply, without its changes
 */
export function renderApplied(
  planned: Plan,
  applied: PlanHead,
  { colour }: { readonly colour: boolean },
): string {
  const palette = createPalette(colour);
  const parts = done
    .filter(([action]) => applied.summary[action] > 0)
    .map(([action, word]) => `${applied.summary[action].toLocaleString('en')} ${word}`);
  const what = parts.length === 0 ? 'nothing was left to do' : parts.join(', ');
  return `\n${palette.bold(palette.green(`Applied: ${what}.`))}\n${differenceOnPeople(planned, applied)}`;
}
