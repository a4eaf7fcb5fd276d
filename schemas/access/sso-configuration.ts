import { createHash } from 'node:crypto';
import type { JsonObject } from '../contract/json.ts';
import { canonicalJson, isObject } from '../contract/json.ts';

/**
 * What decides whether a sign-in works, as a hash: a configuration that was tested is another one when this differs. Certificates are no
 * part of it, so that rotating them does not loosen a requirement.
 */
export function configurationOf(sso: JsonObject): string {
  const provider = isObject(sso['identityProvider']) ? sso['identityProvider'] : {};
  const parts = [sso['initiationSlug'], sso['spEntityId'], provider['entityId'], provider['loginUrl']];
  return createHash('sha256')
    .update(canonicalJson(parts.map((part) => part ?? null)))
    .digest('hex');
}
