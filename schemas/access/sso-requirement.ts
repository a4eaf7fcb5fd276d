import type { JsonObject } from '../contract/json.ts';
import type { FetchedMetadata } from './sso-configuration.ts';

/** Whether `mode: required` of the account's single sign-on binds this user now; emergency users keep their password. */
export function mustUseSso(sso: JsonObject, requiredAt: string | null, usernameKey: string): boolean {
  return requiredAt !== null && sso['mode'] === 'required' && !emergencyKeys(sso).has(usernameKey);
}

/** Folded usernames of the account's emergency users. */
export function emergencyKeys(sso: JsonObject): ReadonlySet<string> {
  const names = Array.isArray(sso['emergencyUsers']) ? sso['emergencyUsers'] : [];
  return new Set(names.map((name) => String(name).normalize('NFKC').toLowerCase()));
}

/** What is known of an account's single sign-on beside its settings. */
export interface SsoKnown {
  /** Hash of the configuration that somebody has signed in with; null: nobody has. */
  readonly testedConfiguration: string | null;
  /** `required` has taken hold. */
  readonly required: boolean;
  /** Metadata that was read from its address; left out, null: none was. */
  readonly fetched?: FetchedMetadata | null;
}

/**
 * Whether `mode: required` holds: once this very configuration was signed in with and an emergency user can come in by his password. One who
 * is lost later does not loosen what holds; another mode or another configuration does.
 *
 * @param emergencyUsable asked only where it matters
 */
export function requirementHolds(
  { testedConfiguration, required }: SsoKnown,
  now: { readonly mode: unknown; readonly configuration: string },
  emergencyUsable: () => boolean,
): boolean {
  if (now.mode !== 'required' || testedConfiguration !== now.configuration) return false;
  return required || emergencyUsable();
}
