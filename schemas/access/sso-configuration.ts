import { createHash } from 'node:crypto';
import type { JsonObject } from '../contract/json.ts';
import { canonicalJson, isObject } from '../contract/json.ts';
import { type IdpFacts, readIdpFacts } from './idp-metadata.ts';

/** What was read last from the address that settings name for the identity provider's metadata. */
export interface FetchedMetadata {
  readonly url: string;
  /** `provider` of its facts. */
  readonly provider: string;
}

/** Settings never change in place, and one plan asks for those of an account for each of its people. */
const facts = new WeakMap<JsonObject, IdpFacts>();

/** The facts of metadata that stands in the settings; null: none does. */
export function inlineFacts(sso: JsonObject): IdpFacts | null {
  const provider = sso['identityProvider'];
  if (!isObject(provider) || typeof provider['metadata'] !== 'string') return null;
  const known = facts.get(provider) ?? readIdpFacts(provider['metadata']);
  facts.set(provider, known);
  return known;
}

/** Who the metadata says the identity provider is; where it was not read yet, its address stands for it. */
function metadataProvider(sso: JsonObject, provider: JsonObject, fetched: FetchedMetadata | null): string {
  const inline = inlineFacts(sso);
  if (inline !== null) return inline.provider;
  const url = provider['metadataUrl'];
  if (typeof url !== 'string') return '';
  return fetched?.url === url ? fetched.provider : url;
}

/**
 * What decides whether a sign-in works, as a hash: a configuration that was tested is another one when this differs. Fields win over metadata,
 * which counts for what they leave open. Certificates are no part of it, so that rotating them does not loosen a requirement.
 */
export function configurationOf(sso: JsonObject, fetched: FetchedMetadata | null = null): string {
  const provider = isObject(sso['identityProvider']) ? sso['identityProvider'] : {};
  const { entityId, loginUrl } = provider;
  const parts = [sso['initiationSlug'], sso['spEntityId'], entityId, loginUrl].map((part) => part ?? null);
  const complete = typeof entityId === 'string' && typeof loginUrl === 'string';
  const all = complete ? parts : [...parts, metadataProvider(sso, provider, fetched)];
  return createHash('sha256').update(canonicalJson(all)).digest('hex');
}
