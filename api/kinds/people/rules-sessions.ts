import type { Person } from '../world.ts';
import { isEnabled } from './access.ts';
import type { AccountRules } from './account-rules.ts';
import type { Encounter } from './encounter.ts';
import type { PersonRule } from './rule.ts';
import { accessTightens } from './rules-sign-in.ts';

const minute = 60 * 1000;
const hour = 60 * minute;

/** A session may be open where the last sign-in is younger than sessions may become. Activity is not known, so idle time says nothing. */
function mayHaveSession(person: Person, rules: AccountRules): boolean {
  const { lastSignInAt, lockedAt, suspendedAt } = person.facts;
  if (lastSignInAt === null || lockedAt !== null || suspendedAt !== null || !isEnabled(person, rules))
    return false;
  return rules.sessionAbsolute === null || lastSignInAt + rules.sessionAbsolute > rules.now;
}

/** Why the sessions of somebody end; the first reason counts. null: they go on. */
function reason(encounter: Encounter): string | null {
  const { standing } = encounter;
  if (!standing) return 'the user is removed';
  if (!standing.now.account.enabled) return 'the account is disabled';
  if (!isEnabled(standing.after, standing.now)) return 'the user is disabled';
  const tightened = accessTightens(encounter);
  if (tightened !== null) return tightened;
  if (encounter.permissions.lost.length > 0) return 'permissions are taken away';
  return sessionRules(standing.after, standing.old, standing.now);
}

function sessionRules(person: Person, old: AccountRules, now: AccountRules): string | null {
  const age = now.now - (person.facts.lastSignInAt ?? now.now);
  const { sessionAbsolute: absolute, sessionIdle: idle } = now;
  if (absolute !== null && age >= absolute) return `sessions last ${absolute / hour} hours`;
  const shorter = idle !== null && (old.sessionIdle === null || idle < old.sessionIdle);
  return shorter && age >= idle ? `sessions end after ${idle / minute} minutes without activity` : null;
}

/**
 * Open sessions end: of who is removed, disabled, demoted, locked out or must enrol a second factor, and of who has been in for longer than
 * sessions may now last. Whoever signed in too long ago to have one is not counted; nor are sessions that single sign-on will end once it
 * takes hold.
 */
export const signedOut: PersonRule = {
  code: 'signed-out',
  find(encounter) {
    const { before } = encounter.pair;
    const rules = encounter.account.before;
    if (before === null || rules === null || !mayHaveSession(before, rules)) return null;
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
