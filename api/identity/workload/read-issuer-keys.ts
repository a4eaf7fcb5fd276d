import type { JSONWebKeySet } from 'jose';
import type { FetchJson } from './fetch-json.ts';

function member(document: unknown, name: string): unknown {
  return typeof document === 'object' && document !== null && Object.hasOwn(document, name)
    ? (document as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** OpenID Connect Discovery 1.0, 4: a slash at the end is taken off first. */
function discoveryUrl(issuer: string): URL {
  return new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
}

/**
 * Where the keys are: on the issuer's own host, so that a declared issuer sends the server nowhere else.
 * @throws Error
 */
function keysUrl(configuration: unknown, issuer: string): URL {
  // Discovery, 4.3: another issuer's document is none of this one.
  if (member(configuration, 'issuer') !== issuer) throw new Error('its configuration is of another issuer');
  const address = member(configuration, 'jwks_uri');
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
  if (url?.origin !== new URL(issuer).origin) throw new Error('its keys are not on its own host');
  return url;
}

function isKey(key: unknown): key is JSONWebKeySet['keys'][number] {
  return typeof member(key, 'kty') === 'string';
}

/** More than any issuer has in force. */
const mostKeys = 100;

/**
 * The public keys of an issuer of OIDC tokens, by its configuration (OpenID Connect Discovery 1.0) and key set (RFC 7517).
 * @param issuer exactly as declared, https or on this machine
 * @throws Error that says what is wrong with the issuer
 */
export async function readIssuerKeys(fetchJson: FetchJson, issuer: string): Promise<JSONWebKeySet> {
  const configuration = await fetchJson(discoveryUrl(issuer));
  const set = await fetchJson(keysUrl(configuration, issuer));
  const keys = member(set, 'keys');
  if (!Array.isArray(keys) || keys.length > mostKeys) throw new Error('its keys are no key set');
  // A key of a kind that we do not know is passed over (RFC 7517, 5).
  return { keys: keys.filter(isKey) };
}
