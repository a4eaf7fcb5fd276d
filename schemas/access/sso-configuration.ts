import type { JsonObject } from '../contract/json.ts';
import { canonicalJson, isObject } from '../contract/json.ts';

/**
 * What decides whether a sign-in works, as text: a configuration that was tested is another one when this differs. Certificates are no
 * part of it, so that rotating them does not loosen a requirement.
 */
export function ssoConfiguration(sso: JsonObject): string {
  const provider = isObject(sso['identityProvider']) ? sso['identityProvider'] : {};
  const parts = [sso['initiationSlug'], sso['spEntityId'], provider['entityId'], provider['loginUrl']];
  return canonicalJson(parts.map((part) => part ?? null));
}
