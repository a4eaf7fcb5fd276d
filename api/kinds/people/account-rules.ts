import { type AccountPolicy, accountPolicy } from '../../../schemas/access/account-policy.ts';
import { seatReleaseSpan } from '../../../schemas/access/seat-release.ts';
import { emergencyKeys } from '../../../schemas/access/sso-requirement.ts';
import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import { isObject } from '../../../schemas/contract/json.ts';
import type { AccountWorld, Person } from '../world.ts';

/** Effective rules of an account for signing in, in the form in which people are held against them. Times in milliseconds. */
export interface AccountRules extends AccountPolicy {
  readonly account: AccountWorld;
  readonly now: number;
  /** How long somebody may be away and keep his seat; null: for ever. */
  readonly seatRelease: number | null;
  readonly ssoMode: 'off' | 'optional' | 'required';
  /** Enough is known of the identity provider to send people there and to check what comes back. */
  readonly ssoConfigured: boolean;
  /** `required` has taken hold, or does so when the plan is applied. */
  readonly ssoHolds: boolean;
  /** Folded usernames. */
  readonly emergencyUsers: ReadonlySet<string>;
  /** Account Managers, of the main account: who they are, and who of them is able to sign in, inactive or not. */
  readonly managers: ReadonlySet<Person>;
  readonly ableManagers: ReadonlySet<Person>;
  /** Whom the rule of inactivity leaves alone, because nobody else would be in charge. */
  readonly spared: ReadonlySet<Person>;
}

/** What effective settings say by themselves. */
export type DeclaredRules = Omit<AccountRules, 'ssoHolds' | 'managers' | 'ableManagers' | 'spared'>;

/** Reads the account's effective settings. Words such as `never` and what is not there are no rule. */
export function declaredRules(account: AccountWorld, now: Date): DeclaredRules {
  const sso = account.effective['SingleSignOn'] ?? {};
  return {
    ...accountPolicy(account.effective['SecurityPolicy'] ?? {}),
    account,
    now: now.getTime(),
    seatRelease: seatReleaseSpan(account.effective['Seats'] ?? {}),
    ssoMode: modeOf(sso['mode']),
    ssoConfigured: isConfigured(sso),
    emergencyUsers: emergencyKeys(sso),
  };
}

function modeOf(mode: Json | undefined): AccountRules['ssoMode'] {
  return mode === 'optional' || mode === 'required' ? mode : 'off';
}

/** A start address (the slug), and the identity provider: field by field, or by its metadata. An address alone is not enough to sign in by. */
function isConfigured(sso: JsonObject): boolean {
  const provider = isObject(sso['identityProvider']) ? sso['identityProvider'] : {};
  const has = (field: string) => provider[field] !== undefined;
  const byField = has('entityId') && has('loginUrl') && has('certificates');
  return sso['initiationSlug'] !== undefined && (byField || has('metadata'));
}
