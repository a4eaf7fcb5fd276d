import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { type IssuerKeys, IssuerUnreachable } from './issuer-keys.ts';

/** An issuer whose tokens a service account trusts, and what they must say. */
export interface Trust {
  /** Exactly as in `iss`. */
  readonly issuer: string;
  readonly audience: string;
  readonly claims: Readonly<Record<string, string>>;
}

/** A token that is trusted, and by which rule. */
export interface TrustedToken {
  readonly trust: Trust;
  readonly subject: string;
}

/** Why a token is not trusted, for the audit log. The person who sent it is not told. */
export class NotTrusted extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotTrusted';
  }
}

/** Signatures by a key pair: what an issuer publishes can never sign (RFC 8725, 3.1). */
const algorithms = ['RS256', 'ES256', 'PS256'];
/** Clocks differ. Seconds. */
const clockTolerance = 30;
/** A token for a job; one that lives for a year is a stored secret. */
const oldest = '24h';

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw new NotTrusted('the token is no JWT');
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired, or is older than a day';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `the claim ${error.claim} is not as it must be`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the token is not signed by RS256, ES256 or PS256';
  if (error instanceof errors.JWKSNoMatchingKey) return 'the issuer has no such key';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature is not the issuer’s';
  return 'the token or the key of its issuer is not usable';
}

/** A claim as it can be declared: text; a number or a truth value by its own words. */
function claimText(payload: JWTPayload, name: string): string | undefined {
  const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function differing({ claims }: Trust, payload: JWTPayload): string[] {
  return Object.keys(claims).filter((name) => claimText(payload, name) !== claims[name]);
}

function matching(rules: readonly Trust[], payload: JWTPayload): Trust {
  const audiences = [payload.aud ?? []].flat();
  const meant = rules.filter(({ audience }) => audiences.includes(audience));
  const trust = meant.find((rule) => differing(rule, payload).length === 0);
  if (trust !== undefined) return trust;
  const names = [...new Set(meant.flatMap((rule) => differing(rule, payload)))];
  throw new NotTrusted(`claims are not as declared: ${names.join(', ')}`);
}

/**
 * Verifies an OIDC token of a CI system (OpenID Connect Core 1.0, 3.1.3.7; RFC 8725) against what a service account trusts: a declared issuer signed it, for
 * the declared audience, it is in force, and every declared claim is equal. Only a declared issuer is asked for its keys.
 * @throws NotTrusted, IssuerUnreachable
 */
export async function verifyIdentityToken(
  token: string,
  trusted: readonly Trust[],
  keys: IssuerKeys,
  now: Date,
): Promise<TrustedToken> {
  const issuer = issuerOf(token);
  const rules = trusted.filter((trust) => trust.issuer === issuer);
  if (rules.length === 0) throw new NotTrusted('the issuer is not declared');
  try {
    const { payload } = await jwtVerify(token, keys.of(issuer), {
      algorithms,
      issuer,
      audience: rules.map(({ audience }) => audience),
      currentDate: now,
      clockTolerance,
      maxTokenAge: oldest,
      requiredClaims: ['exp', 'sub'],
    });
    return { trust: matching(rules, payload), subject: String(payload.sub) };
  } catch (error) {
    if (error instanceof NotTrusted || error instanceof IssuerUnreachable) throw error;
    throw new NotTrusted(reasonOf(error));
  }
}
