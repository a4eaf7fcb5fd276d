import { endOfSession, type SessionEnd, type SessionFacts } from '../../../schemas/access/session-end.ts';
import type { Person } from '../world.ts';
import { isBoundToSso, isEnabled } from './access.ts';
import type { AccountRules } from './account-rules.ts';
import type { Encounter } from './encounter.ts';
import type { PersonRule } from './rule.ts';
import { losesWay } from './rules-presence.ts';

const minute = 60 * 1000;
const hour = 60 * minute;

/** Why one of a person's sessions has ended; null: it goes on. */
function endOf(session: SessionFacts, person: Person, rules: AccountRules): SessionEnd | null {
  const owner = {
    accountEnabled: rules.account.enabled,
    userEnabled: person.enabled,
    lastDay: person.expires,
    suspended: person.facts.suspendedAt !== null,
    boundToSso: isBoundToSso(person, rules),
  };
  return endOfSession(session, owner, { policy: rules, now: rules.now });
}

function hasOpenSession(person: Person, rules: AccountRules): boolean {
  return person.facts.sessions.some((session) => endOf(session, person, rules) === null);
}

const texts: Readonly<Partial<Record<SessionEnd, (rules: AccountRules) => string>>> = {
  'it has lasted as long as it may': ({ sessionAbsolute }) =>
    `sessions last ${(sessionAbsolute ?? 0) / hour} hours`,
  'nothing was done for too long': ({ sessionIdle }) =>
    `sessions end after ${(sessionIdle ?? 0) / minute} minutes without activity`,
  'a second factor is required now': () => 'a second factor is required',
  'single sign-on is required now': () => 'single sign-on is required',
};

/** Why all sessions of somebody end; the first reason counts. null: one goes on. */
function reason(encounter: Encounter): string | null {
  const { standing } = encounter;
  if (!standing) return 'the user is removed';
  const { after, now } = standing;
  if (!now.account.enabled) return 'the account is disabled';
  if (!isEnabled(after, now)) return 'the user is disabled';
  if (losesWay(standing)) return 'there is no way to sign in any more';
  if (encounter.permissions.lost.length > 0) return 'permissions are taken away';
  const { sessions } = after.facts;
  const open = sessions.filter((session) => endOf(session, standing.before, standing.old) === null);
  const ends = open.map((session) => endOf(session, after, now));
  const [first] = ends;
  if (first === undefined || ends.includes(null)) return null;
  return first === null ? null : (texts[first]?.(now) ?? first);
}

/**
 * Nothing is open any more: of who is removed, disabled, demoted or locked out, and of whom the rules for sessions leave none (age, second
 * factor, single sign-on).
 */
export const signedOut: PersonRule = {
  code: 'signed-out',
  find(encounter) {
    const { before } = encounter.pair;
    const rules = encounter.account.before;
    if (before === null || rules === null || !hasOpenSession(before, rules)) return null;
    const why = reason(encounter);
    if (why === null) return null;
    return {
      detail: `is signed out: ${why}`,
      causes: new Set([...encounter.ownCauses, ...encounter.grantCauses, ...policyCauses(encounter)]),
    };
  },
};

/** Settings count where they differ for somebody who stays enabled. */
function policyCauses(encounter: Encounter): readonly string[] {
  const { standing } = encounter;
  const lasting = standing !== null && isEnabled(standing.after, standing.now);
  if (!lasting || encounter.permissions.lost.length > 0) return [];
  return [...encounter.settingsCauses('SecurityPolicy'), ...encounter.settingsCauses('SingleSignOn')];
}
