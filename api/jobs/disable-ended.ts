import { disableByRule } from './disable-by-rule.ts';
import type { SuspensionRule } from './due-people.ts';
import type { JobDeps, Place, Summary } from './job.ts';

/** The last day, in UTC, belongs to the user. */
const endDate: SuspensionRule = {
  hits: `u.expires < to_char($2::timestamptz, 'YYYY-MM-DD')`,
  reason: `'last day was ' || u.expires`,
  since: 'u.expires',
};

/** Disables users whose last day (`expires`) is over, with an audit entry each. Sign-ins look at the day themselves, to the second. */
export function disableEnded(deps: JobDeps, place: Place): Promise<Summary> {
  return disableByRule(deps, place, endDate, 'end-date');
}
