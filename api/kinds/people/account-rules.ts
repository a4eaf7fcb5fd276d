import { nameKey } from '../../../schemas/contract/address.ts';
import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import { isObject } from '../../../schemas/contract/json.ts';
import { namesIn } from '../own-values.ts';
import type { AccountWorld } from '../world.ts';

const minute = 60 * 1000;
const hour = 60 * minute;
const day = 24 * hour;

/** Effective rules of an account for signing in, in the form in which people are held against them. Times in milliseconds. */
export interface AccountRules {
  readonly account: AccountWorld;
  readonly now: number;
  readonly requireTwoFactor: boolean;
  /** null: never. */
  readonly maxInactivity: number | null;
  readonly maxLoginAttempts: number | null;
  readonly passwordValidity: number | null;
  readonly sessionIdle: number | null;
  readonly sessionAbsolute: number | null;
  /** null: from anywhere. */
  readonly allowedNetworks: readonly string[] | null;
  readonly ssoMode: 'off' | 'optional' | 'required';
  /** Enough is known of the identity provider to send people there and to check what comes back. */
  readonly ssoConfigured: boolean;
  /** Folded usernames. */
  readonly emergencyUsers: ReadonlySet<string>;
}

/** Reads the account's effective settings once, for all of its people. Words such as `never` and what is not there are no rule. */
export function rulesOf(account: AccountWorld, now: Date): AccountRules {
  const security = account.effective['SecurityPolicy'] ?? {};
  const sso = account.effective['SingleSignOn'] ?? {};
  const session = objectIn(security, 'session');
  return {
    account,
    now: now.getTime(),
    requireTwoFactor: security['requireTwoFactor'] === true,
    maxInactivity: spanOf(security['maxInactivityDays'], day),
    maxLoginAttempts: spanOf(security['maxLoginAttempts'], 1),
    passwordValidity: spanOf(security['passwordValidityDays'], day),
    sessionIdle: spanOf(session['idleMinutes'], minute),
    sessionAbsolute: spanOf(session['absoluteHours'], hour),
    allowedNetworks: networksOf(security),
    ssoMode: modeOf(sso['mode']),
    ssoConfigured: isConfigured(sso),
    emergencyUsers: new Set(namesIn(sso, 'emergencyUsers').map(nameKey)),
  };
}

function spanOf(value: Json | undefined, unit: number): number | null {
  return typeof value === 'number' ? value * unit : null;
}

function objectIn(values: JsonObject, field: string): JsonObject {
  const value = values[field];
  return isObject(value) ? value : {};
}

function modeOf(mode: Json | undefined): AccountRules['ssoMode'] {
  return mode === 'optional' || mode === 'required' ? mode : 'off';
}

function networksOf(security: JsonObject): readonly string[] | null {
  const networks = namesIn(security, 'allowedNetworks');
  return networks.length === 0 || networks.includes('any') ? null : networks;
}

/** A start address (the slug), and the identity provider: field by field, or by its metadata. */
function isConfigured(sso: JsonObject): boolean {
  const provider = objectIn(sso, 'identityProvider');
  const has = (field: string) => provider[field] !== undefined;
  const byField = has('entityId') && has('loginUrl') && has('certificates');
  return sso['initiationSlug'] !== undefined && (byField || has('metadata') || has('metadataUrl'));
}
