import type { Json, JsonObject } from '../contract/json.ts';
import { isObject } from '../contract/json.ts';

const minute = 60 * 1000;
const hour = 60 * minute;
const day = 24 * hour;

/** The effective SecurityPolicy of an account in the form that sign-ins use. Times in milliseconds; null: no limit. */
export interface AccountPolicy {
  readonly requireTwoFactor: boolean;
  readonly maxInactivity: number | null;
  readonly maxLoginAttempts: number | null;
  readonly passwordValidity: number | null;
  readonly password: { readonly minLength: number; readonly refuseCommon: boolean; readonly history: number };
  readonly sessionIdle: number | null;
  readonly sessionAbsolute: number | null;
  /** null: from anywhere. */
  readonly allowedNetworks: readonly string[] | null;
}

function spanOf(value: Json | undefined, unit: number): number | null {
  return typeof value === 'number' ? value * unit : null;
}

function objectIn(values: JsonObject, name: string): JsonObject {
  const value = values[name];
  return isObject(value) ? value : {};
}

function numberIn(values: JsonObject, name: string, otherwise: number): number {
  const value = values[name];
  return typeof value === 'number' ? value : otherwise;
}

function networksIn(policy: JsonObject): readonly string[] | null {
  const networks = policy['allowedNetworks'];
  return Array.isArray(networks) ? networks.filter((network) => typeof network === 'string') : null;
}

/** What no policy may loosen, should the effective settings of an account ever lack it. */
const floor = { minLength: 8, history: 0 };

/** Reads effective settings; words such as `never` are no limit. */
export function accountPolicy(policy: JsonObject): AccountPolicy {
  const session = objectIn(policy, 'session');
  const password = objectIn(policy, 'password');
  return {
    requireTwoFactor: policy['requireTwoFactor'] === true,
    maxInactivity: spanOf(policy['maxInactivityDays'], day),
    maxLoginAttempts: spanOf(policy['maxLoginAttempts'], 1),
    passwordValidity: spanOf(policy['passwordValidityDays'], day),
    password: {
      minLength: numberIn(password, 'minLength', floor.minLength),
      refuseCommon: password['refuseCommon'] !== false,
      history: numberIn(password, 'history', floor.history),
    },
    sessionIdle: spanOf(session['idleMinutes'], minute),
    sessionAbsolute: spanOf(session['absoluteHours'], hour),
    allowedNetworks: networksIn(policy),
  };
}
