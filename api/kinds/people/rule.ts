import type { ImpactCode } from '../../../schemas/contract/plan.ts';
import type { Encounter } from './encounter.ts';

/** What a rule finds: a sentence that goes on after the person's name, and the addresses of the changes behind it. */
interface Finding {
  readonly detail: string;
  readonly causes: Iterable<string>;
}

/** Tells of one code; null: it does not concern this person. At most one finding a person, so nobody is counted twice. */
export interface PersonRule {
  readonly code: ImpactCode;
  find(encounter: Encounter): Finding | null;
}

/** The day of a moment in UTC, `2027-03-31`. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
