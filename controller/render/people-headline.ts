import type { Impact, ImpactCode, Plan } from '../../schemas/contract/plan.ts';
import { escapeControls } from './escape.ts';
import { impactPhrase, peopleCodes, severityOf } from './impact-phrase.ts';

export interface Tally {
  readonly code: ImpactCode;
  /** Each user of each account once. */
  readonly count: number;
  /** Usernames in order, each once. */
  readonly names: readonly string[];
}

function tally(code: ImpactCode, impacts: readonly Impact[]): Tally {
  const hit = impacts.filter((impact) => impact.code === code);
  const users = new Set(hit.flatMap(({ account, people }) => people.map((name) => `${account}/${name}`)));
  const names = new Set(hit.flatMap(({ people }) => people));
  return { code, count: users.size, names: [...names] };
}

/** How many people each effect hits, over all accounts, worst first. */
export function tallyPeople(impacts: readonly Impact[]): Tally[] {
  return peopleCodes.map((code) => tally(code, impacts)).filter(({ count }) => count > 0);
}

/** How a name is written in the sentence; markdown puts it in code. */
type WriteName = (name: string) => string;

function clause({ code, count, names }: Tally, index: number, write: WriteName): string {
  const noun = index === 0 ? (count === 1 ? ' person' : ' people') : '';
  const few = severityOf(code) !== 'gain' && names.length <= 3 ? ` (${names.map(write).join(', ')})` : '';
  return `${count.toLocaleString('en')}${noun} ${impactPhrase(code, count)}${few}`;
}

/**
 * The one sentence that a reviewer must not miss:
 * `12 people must enrol a second factor, 3 lose their seat (ana, ivan, petra), nobody is locked out.`
 */
export function peopleHeadline(plan: Pick<Plan, 'impact'>, write: WriteName = escapeControls): string {
  const tallies = tallyPeople(plan.impact);
  const lockedOut = tallies.some(({ code }) => code === 'locked-out');
  const clauses = tallies.map((tally, index) => clause(tally, index, write));
  if (clauses.length === 0) return 'No person is affected, nobody is locked out.';
  return `${[...clauses, ...(lockedOut ? [] : ['nobody is locked out'])].join(', ')}.`;
}
