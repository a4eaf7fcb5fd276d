import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import type { Assessment } from '../kind.ts';
import { allowsPassword, canSignIn, hasProvenWay, neverActivated } from '../people/access.ts';
import { hasOpenInvitation } from '../people/invitation.ts';
import { holdsAccountManager } from '../people/permissions.ts';
import { rulesOf } from '../people/rules-of.ts';
import type { AccountWorld, Person, World } from '../world.ts';

const day = 24 * 60 * 60 * 1000;

function mainAccount({ accounts }: World): AccountWorld | undefined {
  return [...accounts.values()].find(({ main }) => main);
}

function managers(world: World): readonly Person[] {
  const account = mainAccount(world);
  if (account === undefined) return [];
  return [...account.people.values()].filter((person) => holdsAccountManager(person, account));
}

/** The organisation is new: as long as none of its Account Managers has ever signed in, invitations are all there is. */
function nobodyCameInYet(before: World): boolean {
  return managers(before).every(({ facts }) => facts.lastSignInAt === null);
}

/** Whose invitation counts as a way in. */
type Invited = (person: Person) => boolean;

/**
 * Unused invitations whose links are still good, as long as nobody has come in. Where all links have run out whoever was invited counts: he
 * can be invited again, and no guard at all would let him be removed.
 */
function invitationsThatCount(before: World): Invited {
  if (!nobodyCameInYet(before)) return () => false;
  const open = (person: Person) => neverActivated(person) && hasOpenInvitation(person, before.now.getTime());
  const ever = (person: Person) => neverActivated(person) && person.facts.invitedAt !== null;
  return countManagers(before, open) > 0 ? open : ever;
}

/**
 * People of the main account who are Account Managers, by themselves or by a team, and able to sign in, tomorrow too (whose last day is today
 * is as good as gone): by a password that is set or single sign-on that they have used, or by an invitation that counts.
 */
function countManagers(world: World, invited: Invited): number {
  const account = mainAccount(world);
  if (!account) return 0;
  const rules = rulesOf(account, new Date(world.now.getTime() + day));
  const able = (person: Person) =>
    hasProvenWay(person, rules) || (invited(person) && allowsPassword(person) && canSignIn(person, rules));
  return managers(world).filter(able).length;
}

/** The stricter of both sides: a plan is not freed from a guard that it loosens. */
function minimum({ before, after }: Assessment): number {
  const asked = [before, after].map(({ changePolicy }) => changePolicy['minAccountManagers']);
  return Math.max(...asked.map((count) => (typeof count === 'number' ? count : 1)));
}

/** Refuses a plan that leaves fewer Account Managers who can sign in than there were, and fewer than there must be. */
export function guardLockOut(assessment: Assessment): readonly Diagnostic[] {
  const { before, after } = assessment;
  const invited = invitationsThatCount(before);
  const [old, now] = [countManagers(before, invited), countManagers(after, invited)];
  const least = minimum(assessment);
  if (now >= least) return [];
  if (now >= old) return old === now ? warnTooFew(assessment, now, least) : [];
  return [
    {
      severity: 'error',
      code: 'guard/lock-out',
      summary: `the plan leaves ${now} of ${old} Account Managers of the main account who can sign in; at least ${least} must remain`,
      remedy: 'keep one of them, or let another Account Manager sign in first',
    },
  ];
}

/** A policy may ask for more managers than there are; it holds from then on. */
function warnTooFew({ own }: Assessment, now: number, least: number): readonly Diagnostic[] {
  if (own.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'change-policy/too-few-managers',
      summary: `the change policy asks for ${least} Account Managers who can sign in; there are ${now}`,
      remedy: 'plans that take one of them away are refused from now on: invite another one',
    },
  ];
}
