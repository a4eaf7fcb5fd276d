import { conversationsUse, holdsSeat } from './conversations.ts';
import type { Encounter } from './encounter.ts';
import type { PersonRule } from './rule.ts';

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

/** Seated before, unseated after, and still there: the seat of who is removed is part of that. */
export const losesSeat: PersonRule = {
  code: 'loses-seat',
  find(encounter) {
    const { before, after } = encounter.pair;
    if (before === null || after === null || !holdsSeat(before) || holdsSeat(after)) return null;
    return { detail: 'loses the seat', causes: seatCauses(encounter) };
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
