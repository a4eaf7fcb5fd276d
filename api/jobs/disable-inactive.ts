import { disableByRule } from './disable-by-rule.ts';
import type { SuspensionRule } from './due-people.ts';
import type { JobDeps, Place, Summary } from './job.ts';

const days = `(CASE WHEN jsonb_typeof(p.value -> 'maxInactivityDays') = 'number' THEN (p.value ->> 'maxInactivityDays')::int END)`;
const quietSince = 'greatest(u.created_at, t.activated_at, t.last_sign_in_at)';

/** As a sign-in judges it (`inactiveAt`). Whose last day is over is disabled for that. */
const inactivity: SuspensionRule = {
  hits: `${quietSince} + make_interval(hours => 24 * ${days}) <= $2::timestamptz
    AND (u.expires IS NULL OR u.expires >= to_char($2::timestamptz, 'YYYY-MM-DD'))`,
  reason: `CASE WHEN t.last_sign_in_at IS NULL THEN 'never signed in, and ' ELSE '' END || 'inactive for ' || ${days} || ' days'`,
  since: quietSince,
};

/**
 * Disables users who have not signed in for as long as their account allows (`maxInactivityDays`, effective), with an audit entry each. Never
 * the last Account Manager who can sign in.
 */
export function disableInactive(deps: JobDeps, place: Place): Promise<Summary> {
  return disableByRule(deps, place, inactivity, 'inactivity');
}
