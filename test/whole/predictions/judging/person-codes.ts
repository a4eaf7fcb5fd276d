import { includesPermission } from '../../../../api/kinds/people/permissions.ts';
import type { ImpactCode } from '../../../../schemas/contract/plan.ts';
import type { Seen } from '../observing/seen.ts';
import { isIn } from '../visits/visitor.ts';
import type { AccountCode } from './account-codes.ts';

/** Codes that name people. */
export type PersonCode = Exclude<ImpactCode, AccountCode>;

/** One person, before and after the plan; null: does not exist. */
export interface Fate {
  readonly before: Seen | null;
  readonly after: Seen | null;
}

/** A person who exists on both sides. */
type Stayed = { readonly before: Seen; readonly after: Seen };

function anyIn(ways: Seen['ways']): boolean {
  return Object.values(ways).some((way) => way !== null && isIn(way));
}

/** Somebody who can come in as he is. */
export const hasWay = ({ ways }: Seen): boolean => anyIn(ways);

const disablings = new Set(['sign-in/account-disabled', 'sign-in/disabled', 'sign-in/ended']);
const isDisabled = ({ lifted }: Pick<Seen, 'lifted'>): boolean => disablings.has(lifted.end);
const mustUseSso = ({ end }: Seen['lifted']): boolean => end === 'sign-in/use-sso';

/** 0: password sign-ins go on; 1: they end once `required` takes hold; 2: they have ended. */
export function ssoLevel({ lifted, forced }: Seen): number {
  if (mustUseSso(lifted)) return 2;
  return mustUseSso(forced) ? 1 : 0;
}

const does =
  (stage: string) =>
  ({ lifted }: Seen): boolean =>
    lifted.stages.includes(stage);

/** What came about between two states of somebody who is there in both. */
const newly =
  (is: (seen: Seen) => boolean) =>
  ({ before, after }: Stayed): boolean =>
    is(after) && !is(before);

/** Of whom the next run of the rules disables, who is disabled by a rule that the plan brought. */
function ruleDisables({ before, after }: Stayed): boolean {
  if (after.inactive && !before.inactive) return true;
  const [old, now] = [before, after].map((seen) => (isDisabled(seen) ? null : seen.endsIn));
  return typeof now === 'number' && (typeof old !== 'number' || old > now);
}

/** At once, or at the next run of a rule that the plan brought. */
function seatGoes({ before, after }: Stayed): boolean {
  return (before.seat && !after.seat) || (after.seatEnds && !before.seatEnds);
}

/** A password that is still good has an end that it did not have, or an earlier one. */
function passwordEnds({ before, after }: Stayed): boolean {
  if (after.expiresIn === null || does('change-password')(before)) return false;
  return before.expiresIn === null || before.expiresIn > after.expiresIn;
}

const beyond = (these: readonly string[], those: readonly string[]): boolean =>
  these.some((permission) => !includesPermission(new Set(those), permission));

/** What of Conversations somebody can use. */
function conversations({ conversationsRoles: roles, seat }: Seen): number {
  if (seat && roles.some((role) => role !== 'viewer')) return 2;
  return roles.includes('viewer') ? 1 : 0;
}

const stayed =
  (is: (fate: Stayed) => boolean) =>
  ({ before, after }: Fate): boolean =>
    before !== null && after !== null && is({ before, after });

/** Without a way in, also once an admin lifts what the rule of inactivity has done. */
const losesWay = ({ before, after }: Stayed): boolean => hasWay(before) && !anyIn(after.enabledWays);

/** What each code says of somebody, as something that is seen. */
export const happensToPerson: Readonly<Record<PersonCode, (fate: Fate) => boolean>> = {
  'locked-out': stayed(losesWay),
  'must-use-sso': stayed(({ before, after }) => ssoLevel(after) > ssoLevel(before)),
  'must-enrol-second-factor': stayed(newly(does('enrol-second-factor'))),
  'must-change-password': stayed(newly(does('change-password'))),
  'password-expires': stayed(passwordEnds),
  'will-be-disabled': stayed(ruleDisables),
  'will-be-locked': stayed(newly(({ locksAtNextFailure }) => locksAtNextFailure)),
  'signed-out': ({ before, after }) => (before?.sessions ?? 0) > 0 && (after?.sessions ?? 0) === 0,
  'loses-seat': stayed(seatGoes),
  'gains-seat': ({ before, after }) => after?.seat === true && before?.seat !== true,
  'loses-conversations': stayed(({ before, after }) => conversations(after) < conversations(before)),
  'gains-permission': ({ before, after }) =>
    after !== null && beyond(after.permissions, before?.permissions ?? []),
  'loses-permission': stayed(({ before, after }) => beyond(before.permissions, after.permissions)),
  removed: ({ before, after }) => before !== null && after === null,
  disabled: stayed(newly(isDisabled)),
  invited: ({ before, after }) => before === null && (after?.openInvitations ?? 0) > 0,
};
