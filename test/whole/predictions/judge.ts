import { includesPermission } from '../../../api/kinds/people/permissions.ts';
import type { Impact, ImpactCode } from '../../../schemas/contract/plan.ts';
import type { Observation, Seen } from './observe.ts';
import { isIn } from './visitor.ts';

/** A prediction that did not come true, or something that nobody foretold. */
export interface Wrong {
  readonly code: ImpactCode;
  readonly person: string;
  readonly predicted: boolean;
  readonly before: Seen | null;
  readonly after: Seen | null;
}

/** One person, before and after the plan; null: does not exist. */
interface Fate {
  readonly before: Seen | null;
  readonly after: Seen | null;
}

/** A person who exists on both sides. */
type Stayed = { readonly before: Seen; readonly after: Seen };

export function hasWay({ ways }: Seen): boolean {
  return Object.values(ways).some((way) => way !== null && isIn(way));
}

const disablings = new Set(['sign-in/account-disabled', 'sign-in/disabled', 'sign-in/ended']);
const isDisabled = ({ lifted }: Seen): boolean => disablings.has(lifted.end);
const mustUseSso = ({ end }: Seen['lifted']): boolean => end === 'sign-in/use-sso';

/** 0: password sign-ins go on; 1: they end once `required` takes hold; 2: they have ended. */
function ssoLevel({ lifted, forced }: Seen): number {
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
  const { endsIn } = after;
  return endsIn !== null && endsIn > 0 && (before.endsIn === null || before.endsIn > endsIn);
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

/** Without a way in: for good, or until an admin lifts what a rule has done. */
const losesWay = ({ before, after }: Stayed): boolean => hasWay(before) && !hasWay(after);

/** What each code says, as something that is seen. */
export const comesTrue: Readonly<Partial<Record<ImpactCode, (fate: Fate) => boolean>>> = {
  'locked-out': stayed((fate) => losesWay(fate) && !fate.after.inactive),
  'must-use-sso': stayed(({ before, after }) => ssoLevel(after) > ssoLevel(before)),
  'must-enrol-second-factor': stayed(newly(does('enrol-second-factor'))),
  'must-change-password': stayed(newly(does('change-password'))),
  'will-be-disabled': stayed(ruleDisables),
  'will-be-locked': stayed(newly(({ locksAtNextFailure }) => locksAtNextFailure)),
  'signed-out': ({ before, after }) =>
    (before?.sessions ?? 0) > 0 && (after?.sessions ?? 0) < (before?.sessions ?? 0),
  'loses-seat': stayed(({ before, after }) => before.seat && !after.seat),
  'gains-seat': ({ before, after }) => after?.seat === true && before?.seat !== true,
  'loses-conversations': stayed(({ before, after }) => conversations(after) < conversations(before)),
  'gains-permission': ({ before, after }) =>
    after !== null && beyond(after.permissions, before?.permissions ?? []),
  'loses-permission': stayed(({ before, after }) => beyond(before.permissions, after.permissions)),
  removed: ({ before, after }) => before !== null && after === null,
  disabled: stayed(newly(isDisabled)),
  invited: ({ before, after }) => before === null && (after?.openInvitations ?? 0) > 0,
};

export interface Verdict {
  readonly people: number;
  readonly predictions: number;
  readonly wrong: readonly Wrong[];
}

/** Holds what a plan said of people against what happened to them. */
export function judge(impact: readonly Impact[], before: Observation, after: Observation): Verdict {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const wrong: Wrong[] = [];
  let predictions = 0;
  for (const [code, happens] of Object.entries(comesTrue)) {
    const said = new Set(
      impact.filter((effect) => effect.code === code).flatMap(({ people }) => people),
    );
    predictions += said.size;
    for (const person of names) {
      const fate = { before: before.get(person) ?? null, after: after.get(person) ?? null };
      const predicted = said.has(person);
      if (predicted !== happens(fate)) wrong.push({ code: code as ImpactCode, person, predicted, ...fate });
    }
  }
  return { people: names.length, predictions, wrong };
}
