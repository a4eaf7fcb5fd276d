import { isSeatDue } from '../../../schemas/access/seat-release.ts';
import type { Person } from '../world.ts';
import type { AccountRules } from './account-rules.ts';
import { conversationsUse, holdsSeat } from './conversations.ts';
import type { Encounter } from './encounter.ts';
import { dayOf, type PersonRule } from './rule.ts';

function seatCauses(encounter: Encounter): ReadonlySet<string> {
  const { sides, account } = encounter;
  return new Set([
    ...sides.causes.of('Seats', account.name, null),
    ...sides.causes.user(account.name, encounter.pair),
  ]);
}

/** Unseated before, seated after; who is new counts. */
export const gainsSeat: PersonRule = {
  code: 'gains-seat',
  find(encounter) {
    const { before, after } = encounter.pair;
    if (after === null || !holdsSeat(after) || (before !== null && holdsSeat(before))) return null;
    return { detail: 'gains a seat', causes: seatCauses(encounter) };
  },
};

/** The rule takes his seat back at its next run. */
function isHit(person: Person, { seatRelease, now }: AccountRules): boolean {
  const { facts, seatAssignedAt, otherSeatAssignedAt } = person;
  const assignedAt = Math.max(seatAssignedAt ?? 0, otherSeatAssignedAt ?? 0);
  return holdsSeat(person) && isSeatDue({ ...facts, assignedAt }, seatRelease, now);
}

function release({ standing }: Encounter): string | null {
  if (!standing || !isHit(standing.after, standing.now) || isHit(standing.before, standing.old)) return null;
  const limit = dayOf(standing.now.now - (standing.now.seatRelease ?? 0));
  const since =
    standing.after.facts.lastSignInAt === null
      ? `made before ${limit} and never signed in`
      : `no sign-in since ${limit}`;
  return `will lose the seat at the next run of releaseAfterInactiveDays: ${since}`;
}

/**
 * Seated before, unseated after, and still there (the seat of who is removed is part of that); or a rule that the plan brings into force takes
 * the seat back at its next run. Whom the rule hits already, or will hit some day if he stays away, is not the plan's doing.
 */
export const losesSeat: PersonRule = {
  code: 'loses-seat',
  find(encounter) {
    const { before, after } = encounter.pair;
    if (before === null || after === null || !holdsSeat(before)) return null;
    if (!holdsSeat(after)) return { detail: 'loses the seat', causes: seatCauses(encounter) };
    const released = release(encounter);
    return released === null ? null : { detail: released, causes: encounter.settingsCauses('Seats') };
  },
};

const steps = { none: 0, views: 1, works: 2 };

/** Could work in Conversations (a role other than viewer, and a seat) and no longer can, or could look on and no longer can. */
export const losesConversations: PersonRule = {
  code: 'loses-conversations',
  find(encounter) {
    const { before, after } = encounter.pair;
    if (before === null || after === null || before === after) return null;
    const now = conversationsUse(after);
    if (steps[now] >= steps[conversationsUse(before)]) return null;
    return {
      detail: now === 'views' ? 'can only view Conversations' : 'can no longer use Conversations',
      causes: seatCauses(encounter),
    };
  },
};
