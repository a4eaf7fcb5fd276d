import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { nameKey } from '../../schemas/contract/address.ts';
import type { Database } from '../database/database.ts';
import { hashSecret } from '../identity/api-key.ts';
import { Refusal } from '../request/refusal.ts';
import type { Place } from '../sign-in/candidate.ts';
import { isKnownDevice } from '../sign-in/known-device.ts';
import type { Cookies } from './cookies.ts';

/** How many tries somebody has in a time, beside what is counted of his failures. Counted by each replica for itself. */
export interface SignInLimits {
  readonly perAddress: number;
  readonly perUser: number;
  /** Milliseconds. */
  readonly window: number;
}

/** Offices share an address; nobody types his password twenty times a minute. */
export const usualSignInLimits: SignInLimits = { perAddress: 300, perUser: 20, window: 60_000 };

export type LimitSignIn = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

const names = ['organisation', 'account', 'username', 'user', 'token'] as const;

type Named = Partial<Record<(typeof names)[number], string>>;

/** What a body names. The form of an identity provider is held against no schema: what comes twice in it is a list. */
function namedBy({ body }: FastifyRequest): Named {
  const given = (body ?? {}) as Readonly<Record<string, unknown>>;
  const texts = names.map((name) => [name, given[name]]).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts);
}

interface Claim {
  readonly place: Place;
  readonly username: string;
  readonly token: string;
}

type Outcome = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

const isExceeded = (outcome: Outcome): outcome is Extract<Outcome, { isAllowed: false }> =>
  !outcome.isAllowed && outcome.isExceeded;

/** @throws Refusal 429 */
function assertWithin(outcome: Outcome, reply: FastifyReply): void {
  if (!isExceeded(outcome)) return;
  reply.header('retry-after', String(outcome.ttlInSeconds));
  throw new Refusal(429, 'rate-limit/exceeded', `Too many tries; wait ${outcome.ttlInSeconds} s.`, {
    remedy: 'wait, then try again',
  });
}

/**
 * Whom a request is about: whom it names, however that is written, else whose session or link it comes with, or which browser it was that was
 * sent to an identity provider. Never the address, unless there is nothing else: people of one office do not use up each other's tries.
 */
function aboutOf(request: FastifyRequest, cookies: Cookies): string {
  const { organisation = '', account = organisation, username, user, token } = namedBy(request);
  const name = username ?? user;
  if (name !== undefined) return nameKey(`${organisation}/${account}/${name}`);
  const session = request.caller?.session;
  if (session !== undefined) return session.userId;
  const secret = token ?? cookies.read(request, 'session') ?? cookies.read(request, 'saml');
  return secret === null ? request.ip : hashSecret(secret);
}

/** The browser's token, where the request names a user whose browser it says it is. */
function claimedDevice(request: FastifyRequest, cookies: Cookies): Claim | null {
  const { organisation, account, username } = namedBy(request);
  const token = cookies.read(request, 'device');
  if (organisation === undefined || username === undefined || token === null) return null;
  return { place: { organisation, ...(account === undefined ? {} : { account }) }, username, token };
}

/**
 * A limit for the routes that try passwords, codes and links; as a `preHandler`, since it looks at the body. Strangers cannot use up a person's
 * tries: those of a browser that he has signed in from before go on, on a count of their own. Whether it is one is asked only then.
 */
export function limitSignIns(
  app: FastifyInstance,
  { perAddress, perUser, window: timeWindow }: SignInLimits,
  cookies: Cookies,
  database: Database,
): LimitSignIn {
  // By default of the library an IPv6 address counts with its /64.
  const byAddress = app.createRateLimit({ max: perAddress, timeWindow });
  const byUser = app.createRateLimit({
    max: perUser,
    timeWindow,
    keyGenerator: (request) => aboutOf(request, cookies),
  });
  const byDevice = app.createRateLimit({
    max: perUser,
    timeWindow,
    keyGenerator: (request) =>
      `${aboutOf(request, cookies)} ${hashSecret(cookies.read(request, 'device') ?? '')}`,
  });
  const isHis = async (request: FastifyRequest): Promise<boolean> => {
    const claim = claimedDevice(request, cookies);
    if (claim === null) return false;
    const { place, username, token } = claim;
    return database.lookUp((tx) => isKnownDevice(tx, place, username, token));
  };
  return async (request, reply) => {
    assertWithin(await byAddress(request), reply);
    const outcome = await byUser(request);
    if (isExceeded(outcome) && (await isHis(request))) assertWithin(await byDevice(request), reply);
    else assertWithin(outcome, reply);
  };
}
