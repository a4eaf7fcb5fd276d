import { isObject, type Json, type JsonObject } from '../../../../schemas/contract/json.ts';
import { allows, everyAddress } from '../visits/addresses.ts';

/** What is let through, by what lets it: the higher, the more. */
export type Leniency = Readonly<Record<string, number>>;

const number = (value: Json | undefined): number =>
  typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
const flag = (is: boolean): number => (is ? 1 : 0);
const listed = (value: Json | undefined, item: string): boolean =>
  Array.isArray(value) && value.includes(item);

function networks(what: string, list: Json | undefined): [string, number][] {
  const named = Array.isArray(list) ? list.map(String) : ['any'];
  return everyAddress.map((address) => [`${what} from ${address}`, flag(allows(named, address))]);
}

/** Of an effective SecurityPolicy. */
export function policyLeniency(policy: JsonObject): Leniency {
  const session = isObject(policy['session']) ? policy['session'] : {};
  const limits = ['maxInactivityDays', 'maxLoginAttempts', 'passwordValidityDays'];
  return Object.fromEntries([
    ['without a second factor', flag(policy['requireTwoFactor'] !== true)],
    ...limits.map((name): [string, number] => [name, number(policy[name])]),
    ['idle session', number(session['idleMinutes'])],
    ['long session', number(session['absoluteHours'])],
    ...networks('account', policy['allowedNetworks']),
  ]);
}

const modes = ['required', 'optional', 'off'];

/** Of effective settings of single sign-on, for the people of the account. */
export function ssoLeniency(sso: JsonObject, people: readonly string[]): Leniency {
  const provider = isObject(sso['identityProvider']) ? sso['identityProvider'] : {};
  const emergency = sso['emergencyUsers'];
  return Object.fromEntries([
    ['without single sign-on', modes.indexOf(String(sso['mode'] ?? 'off'))],
    ['teams made by sign-ins', flag(sso['autoCreateGroups'] === true)],
    ['unsigned assertions', flag(!listed(provider['requireSigned'], 'assertion'))],
    ...people.map((name): [string, number] => [
      `emergency user ${name}`,
      flag(emergency === undefined || listed(emergency, name)),
    ]),
  ]);
}

/** Of a user's own values. */
export function userLeniency(
  username: string,
  own: {
    readonly methods: readonly string[] | null;
    readonly networks: readonly string[] | null;
    readonly expires: string | null;
  },
): Leniency {
  return Object.fromEntries([
    ...['password', 'sso'].map((method): [string, number] => [
      `${username} by ${method}`,
      flag(own.methods?.includes(method) ?? true),
    ]),
    [`${username} until`, own.expires === null ? Number.POSITIVE_INFINITY : Date.parse(own.expires)],
    ...networks(username, own.networks === null ? undefined : [...own.networks]),
  ]);
}

/** What is let through that was not; what is new was not refused before. */
export function looser(before: Leniency, after: Leniency): readonly string[] {
  return Object.keys(after).filter((what) => (after[what] ?? 0) > (before[what] ?? Number.POSITIVE_INFINITY));
}
