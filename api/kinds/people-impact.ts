import type { Change } from '../../controller/reconcile/change.ts';
import type { Impact } from '../../schemas/contract/plan.ts';
import { Causes } from './people/causes.ts';
import type { Sides } from './people/encounter.ts';
import { Encounter } from './people/encounter.ts';
import { Findings } from './people/findings.ts';
import { accountPairs, peoplePairs } from './people/pairs.ts';
import type { PersonRule } from './people/rule.ts';
import { willBeDisabled } from './people/rules-inactivity.ts';
import { gainsPermission, losesPermission } from './people/rules-permissions.ts';
import { disabled, invited, lockedOut, removed } from './people/rules-presence.ts';
import { gainsSeat, losesConversations, losesSeat } from './people/rules-seats.ts';
import { signedOut } from './people/rules-sessions.ts';
import {
  mustChangePassword,
  mustEnrolSecondFactor,
  mustUseSso,
  passwordExpires,
  willBeLocked,
} from './people/rules-sign-in.ts';
import type { World } from './world.ts';

/** Each of another code, so that a code names everybody at most once. */
const rules: readonly PersonRule[] = [
  lockedOut,
  mustUseSso,
  mustEnrolSecondFactor,
  mustChangePassword,
  passwordExpires,
  willBeDisabled,
  willBeLocked,
  signedOut,
  losesSeat,
  gainsSeat,
  losesConversations,
  gainsPermission,
  losesPermission,
  removed,
  disabled,
  invited,
];

/**
 * What a plan does to people: everybody whose facts were read is compared before and after, whatever kinds the changes are of, by one rule
 * for each code. Pure: the only time is `world.now`.
 */
export function peopleImpact(before: World, after: World, changes: readonly Change[]): readonly Impact[] {
  const sides: Sides = { before, after, causes: new Causes(before, after, changes) };
  const findings = new Findings();
  for (const account of accountPairs(before, after)) {
    for (const pair of peoplePairs(account)) {
      const encounter = new Encounter(pair, account, sides);
      const username = (pair.after ?? pair.before)?.username ?? pair.key;
      for (const rule of rules) {
        const finding = rule.find(encounter);
        if (finding) findings.add(rule.code, account.name, finding.detail, username, finding.causes);
      }
    }
  }
  return findings.impacts();
}
