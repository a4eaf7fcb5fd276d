import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** The key for a token of an issuer. */
export interface IssuerKeys {
  /** For `jwtVerify`. It throws IssuerUnreachable where the keys cannot be read. */
  of(issuer: string): JWTVerifyGetKey;
}

/** An issuer's keys cannot be read; the message says why, without any of its answer. */
export class IssuerUnreachable extends Error {
  constructor(issuer: string, cause: unknown) {
    super(`${issuer}: ${cause instanceof Error ? cause.message : 'it is not reached'}`, { cause });
    this.name = 'IssuerUnreachable';
  }
}

interface Reading {
  readonly since: number;
  readonly find: Promise<JWTVerifyGetKey>;
  failed: boolean;
}

const second = 1000;
/** Keys are read anew after this long; a withdrawn one is good for as long. */
const goodFor = 600 * second;
/** How often an unknown key makes the server look again: whoever makes up key ids asks the issuer for nothing. */
const againAfter = 30 * second;
const afterFailure = 10 * second;
/** Issuers that are remembered, over all organisations. */
const mostIssuers = 500;

/**
 * Reads issuers' keys when they are needed and remembers them: ten minutes, sooner where a token names a key that is not among them. However many tokens
 * come, an issuer is asked at most once in 30 seconds, or ten after it failed.
 * @param read e.g. `readIssuerKeys`
 */
export function createIssuerKeys(
  now: () => Date,
  read: (issuer: string) => Promise<JSONWebKeySet>,
): IssuerKeys {
  const readings = new Map<string, Reading>();

  const start = (issuer: string): Reading => {
    const find = read(issuer).then(
      (set) => createLocalJWKSet(set),
      (cause: unknown) => {
        reading.failed = true;
        throw new IssuerUnreachable(issuer, cause);
      },
    );
    const reading: Reading = { since: now().getTime(), find, failed: false };
    readings.delete(issuer);
    readings.set(issuer, reading);
    const [oldest] = readings.keys();
    if (readings.size > mostIssuers && oldest !== undefined) readings.delete(oldest);
    return reading;
  };

  const isOlder = ({ since }: Reading, age: number): boolean => now().getTime() - since >= age;
  const current = (issuer: string): Reading => {
    const known = readings.get(issuer);
    if (known === undefined) return start(issuer);
    return isOlder(known, known.failed ? afterFailure : goodFor) ? start(issuer) : known;
  };

  return {
    of: (issuer) => async (header, token) => {
      const reading = current(issuer);
      const find = await reading.find;
      try {
        return await find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !isOlder(reading, againAfter)) throw error;
        const { find: findAgain } = readings.get(issuer) === reading ? start(issuer) : current(issuer);
        return (await findAgain)(header, token);
      }
    },
  };
}
