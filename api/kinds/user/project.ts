import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { Touched } from '../kind.ts';
import { accountOf, keysIn, nameOf, namesIn, switchIn, textIn } from '../own-values.ts';
import { holdsSeat } from '../people/conversations.ts';
import type { Person, PersonFacts, World } from '../world.ts';

export function touchedByUser(change: Change): readonly Touched[] {
  return [{ account: accountOf(change), usernames: [nameOf(change)] }];
}

/** Before teams and seats are projected, which name the users made here. */
export function projectUsers(draft: World, changes: readonly Change[]): void {
  for (const change of changes) {
    const account = draft.accounts.get(accountOf(change));
    if (!account) continue;
    const key = nameKey(nameOf(change));
    const known = account.people.get(key);
    if (change.after === null) {
      account.people.delete(key);
      account.peopleCount -= 1;
      if (known && holdsSeat(known)) account.seatsAssigned -= 1;
    } else {
      if (!known) account.peopleCount += 1;
      account.people.set(key, { ...(known ?? newPerson(change, draft.now)), ...configured(change.after) });
    }
  }
}

/** The part of a person that his own values say. */
function configured(values: JsonObject): Omit<Person, keyof ReturnType<typeof newPerson>> {
  return {
    email: textIn(values, 'email') ?? '',
    enabled: switchIn(values, 'enabled') ?? true,
    allowedMethods: listIn(values, 'allowedMethods'),
    allowedNetworks: listIn(values, 'allowedNetworks'),
    expires: textIn(values, 'expires'),
    roles: keysIn(values, 'roles'),
    conversationsRoles: new Set(namesIn(values, 'conversationsRoles')),
  };
}

function listIn(values: JsonObject, field: string): readonly string[] | null {
  return values[field] === undefined ? null : namesIn(values, field);
}

const none: ReadonlySet<string> = new Set();

/** Somebody made by the plan: in no team, without a seat, and never seen. */
function newPerson(change: Change, now: Date) {
  return {
    id: null,
    account: accountOf(change),
    username: nameOf(change),
    otherRoles: none,
    otherConversationsRoles: none,
    teams: none,
    otherTeams: none,
    seat: false,
    otherSeat: false,
    seatAssignedAt: null,
    otherSeatAssignedAt: null,
    facts: newFacts(now.getTime(), textIn(change.after, 'invitation') === 'email'),
  };
}

function newFacts(now: number, invited: boolean): PersonFacts {
  return {
    createdAt: now,
    invitedAt: invited ? now : null,
    activatedAt: null,
    lastSignInAt: null,
    lastSignInMethod: null,
    failedAttempts: 0,
    deviceFailures: [],
    passwordSetAt: null,
    secondFactorEnrolledAt: null,
    lockedAt: null,
    suspendedAt: null,
    sessions: [],
  };
}
