import { isNetwork } from './identity/networks.ts';
import { type EncryptionKeys, keysForm, parseKeys } from './identity/secrets/encryption-keys.ts';
import type { RateLimits } from './routes/rate-limit.ts';
import { type SignInLimits, usualSignInLimits } from './routes/sign-in-limit.ts';

/** What the environment says of a server. */
export interface ServerSettings {
  /** DATABASE_URL: a PostgreSQL server; without it the database is embedded. */
  readonly databaseUrl?: string;
  /** BYLAW_OPERATOR_TOKEN: opens the vendor's routes. */
  readonly operatorToken?: string;
  /** BYLAW_ENCRYPTION_KEY: for secrets at rest, the first seals. Always there on PostgreSQL. */
  readonly encryptionKeys?: EncryptionKeys;
  /** BYLAW_PUBLIC_URL: where people reach this server, without a slash at the end. */
  readonly publicUrl?: string;
  /** BYLAW_TRUSTED_PROXIES: addresses and ranges, with commas, of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** BYLAW_REQUESTS_PER_MINUTE, BYLAW_SIGN_INS_PER_MINUTE: from one address; large offices share one. */
  readonly rateLimit?: RateLimits;
  readonly signInLimits?: SignInLimits;
  /** BYLAW_VENDOR_CONTACT: whom to ask for more seats, on one line. */
  readonly vendorContact?: string;
  /** BYLAW_LOG_LEVEL: trace, debug, info (default), warn, error, fatal, silent. */
  readonly logLevel: string;
}

/** A setting that no server can run with; the message says which, and what to write instead. */
export class BadSetting extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadSetting';
  }
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * An address that people and cookies are safe with: https, or http on this machine.
 * @throws BadSetting
 */
export function publicUrlFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw new BadSetting(`BYLAW_PUBLIC_URL is no address of a server: write one like https://bylaw.example`);
  }
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) {
    throw new BadSetting(
      `BYLAW_PUBLIC_URL is ${url.origin}, without TLS: passwords and keys would be sent in the open. Use https (a proxy in front can speak it), or http on localhost only`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

function proxiesFrom(text: string): readonly string[] {
  const proxies = text
    .split(',')
    .map((proxy) => proxy.trim())
    .filter((proxy) => proxy !== '');
  const wrong = proxies.find((proxy) => !isNetwork(proxy));
  if (wrong === undefined) return proxies;
  throw new BadSetting(`BYLAW_TRUSTED_PROXIES has ${wrong}, which is neither an address nor a range`);
}

const minute = 60_000;
const mostAMinute = 10_000_000;

function countFrom(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = variable(env, name);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= mostAMinute) return count;
  throw new BadSetting(`${name} is ${text}: write a whole number from 1 to ${mostAMinute}`);
}

/** A person or a key may do half of what an address may. */
function limitsFrom(env: NodeJS.ProcessEnv): Pick<ServerSettings, 'rateLimit' | 'signInLimits'> {
  const requests = countFrom(env, 'BYLAW_REQUESTS_PER_MINUTE');
  const signIns = countFrom(env, 'BYLAW_SIGN_INS_PER_MINUTE');
  return {
    ...(requests === undefined
      ? {}
      : { rateLimit: { perKey: Math.ceil(requests / 2), perAddress: requests, window: minute } }),
    ...(signIns === undefined ? {} : { signInLimits: { ...usualSignInLimits, perAddress: signIns } }),
  };
}

const longestContact = 200;

function contactFrom(text: string): string {
  if (!/\p{Cc}/u.test(text) && text.length <= longestContact) return text;
  throw new BadSetting(`BYLAW_VENDOR_CONTACT is not one line of at most ${longestContact} characters`);
}

function levelFrom(text: string): string {
  if (levels.includes(text)) return text;
  throw new BadSetting(`BYLAW_LOG_LEVEL is ${text}: write one of ${levels.join(', ')}`);
}

/** The password that may stand in it is not repeated. */
function databaseFrom(url: string): string {
  if (URL.canParse(url) && /^postgres(?:ql)?:$/.test(new URL(url).protocol)) return url;
  throw new BadSetting(
    'DATABASE_URL is no address of a PostgreSQL server: write one like postgresql://user:password@host:5432/database, with special characters of the password percent-encoded',
  );
}

/** Replicas must have the same keys, and no folder is theirs alone: PostgreSQL has no default. The keys are not repeated. */
function keysFrom(text: string | undefined, databaseUrl: string | undefined): EncryptionKeys | undefined {
  if (text === undefined) {
    if (databaseUrl === undefined) return undefined;
    throw new BadSetting(
      `On PostgreSQL the server needs BYLAW_ENCRYPTION_KEY, the same on all replicas: write ${keysForm}`,
    );
  }
  const keys = parseKeys(text);
  if (keys === undefined) throw new BadSetting(`BYLAW_ENCRYPTION_KEY holds no keys: write ${keysForm}`);
  return keys;
}

/** A variable that is set; an empty one counts as none. */
function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** @throws BadSetting that names the variable and what it should be */
export function readSettings(env: NodeJS.ProcessEnv): ServerSettings {
  const databaseUrl = variable(env, 'DATABASE_URL');
  const operatorToken = variable(env, 'BYLAW_OPERATOR_TOKEN');
  const publicUrl = variable(env, 'BYLAW_PUBLIC_URL');
  const vendorContact = variable(env, 'BYLAW_VENDOR_CONTACT');
  const checkedUrl = databaseUrl === undefined ? undefined : databaseFrom(databaseUrl);
  const encryptionKeys = keysFrom(variable(env, 'BYLAW_ENCRYPTION_KEY'), checkedUrl);
  return {
    ...(checkedUrl === undefined ? {} : { databaseUrl: checkedUrl }),
    ...(encryptionKeys === undefined ? {} : { encryptionKeys }),
    ...(operatorToken === undefined ? {} : { operatorToken }),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrlFrom(publicUrl) }),
    trustedProxies: proxiesFrom(variable(env, 'BYLAW_TRUSTED_PROXIES') ?? ''),
    ...limitsFrom(env),
    ...(vendorContact === undefined ? {} : { vendorContact: contactFrom(vendorContact) }),
    logLevel: levelFrom(variable(env, 'BYLAW_LOG_LEVEL') ?? 'info'),
  };
}
