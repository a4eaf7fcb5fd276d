import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticate } from '../identity/authenticate.ts';
import type { Caller } from '../identity/caller.ts';
import { noteKeyUse } from '../identity/last-used.ts';
import { plainAddress } from '../identity/networks.ts';
import { checkOperatorToken } from '../identity/operator-token.ts';
import { holds, kindInScope, reaches } from '../identity/permissions.ts';
import { authenticateSession } from '../identity/sessions/authenticate-session.ts';
import { noteSessionUse } from '../identity/sessions/note-session-use.ts';
import type { Deps } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import type { Needed } from './access.ts';
import { assertOwnOrigin } from './browser.ts';
import type { Cookies } from './cookies.ts';

export interface GateOptions {
  readonly deps: Deps;
  readonly operatorToken: string | undefined;
  readonly cookies: Cookies;
  readonly publicUrl: string;
  /** Called when the caller is known; refuses who asks too often. */
  readonly limit: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

/** The token of `Authorization: Bearer TOKEN` (RFC 6750). */
export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
}

async function identify({ deps, cookies, publicUrl }: GateOptions, request: FastifyRequest): Promise<Caller> {
  const key = bearerToken(request);
  const token = key === undefined ? cookies.read(request, 'session') : null;
  if (token !== null) {
    assertOwnOrigin(request, publicUrl);
    return authenticateSession(deps, { token, ip: plainAddress(request.ip), requestId: request.id });
  }
  if (key === undefined) {
    throw new Refusal(401, 'auth/missing-token', 'This route needs an API key, or a session.', {
      remedy: 'send the header `Authorization: Bearer byl_...`, or sign in',
    });
  }
  return authenticate(deps, { key, ip: plainAddress(request.ip), requestId: request.id });
}

function lacks(permission: string): Refusal {
  return new Refusal(403, 'permission/lacking', `This needs the permission ${permission}.`, {
    remedy: 'ask an Account Manager for it, or use another key',
  });
}

/** What is out of reach does not exist, as far as the caller can tell. */
function checkNeeded(
  { context: { actor } }: Caller,
  { permission, kind, account }: Needed,
  request: FastifyRequest,
): void {
  if (account !== undefined && !reaches(actor, account(request))) {
    throw new Refusal(404, 'resource/unknown', 'There is nothing at this address.');
  }
  if (kind !== undefined && !kindInScope(actor, kind)) {
    throw new Refusal(403, 'permission/out-of-scope', `${kind} is outside the scope of ${actor.name}.`, {
      remedy: 'use another key, or have the scope of the service account widened',
    });
  }
  if (!holds(actor.permissions, permission)) throw lacks(permission);
}

/** A person about himself; no permission is needed for that. */
function checkPerson({ context, session }: Caller, access: 'person' | 'session'): void {
  if (context.actor.type !== 'user') {
    throw new Refusal(403, 'auth/not-a-person', 'This is for people, not for machines.', {
      remedy: 'sign in, or use a key of your own',
    });
  }
  if (access === 'person' || session !== undefined) return;
  throw new Refusal(
    403,
    'auth/needs-session',
    'This needs a session: a key does not stand for the person at the keyboard.',
    {
      remedy: 'sign in with a browser',
    },
  );
}

/** Lets through who may, before the body is read. */
async function pass(options: GateOptions, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { operatorToken, limit } = options;
  const { access } = request.routeOptions.config;
  if (access === undefined || access === 'public') return;
  if (access === 'operator') return checkOperatorToken(bearerToken(request), operatorToken);
  const caller = await identify(options, request);
  request.caller = caller;
  await limit(request, reply);
  if (access === 'known') return;
  if (access === 'person' || access === 'session') return checkPerson(caller, access);
  if (access !== 'member') return checkNeeded(caller, access, request);
  if (caller.context.actor.permissions.size === 0) throw lacks('for at least one thing');
}

/** Writes "last used" beside the request, not before its answer; the server waits for it when it stops. */
function noteUses(app: FastifyInstance, deps: Deps): void {
  const running = new Set<Promise<void>>();
  app.addHook('onResponse', async (request) => {
    if (request.caller === null) return;
    const { caller } = request;
    const noting =
      caller.session === undefined ? noteKeyUse(deps, caller) : noteSessionUse(deps, caller.session);
    const note: Promise<void> = noting
      .catch((error: unknown) =>
        request.log.warn({ err: error }, 'the use of an API key or a session was not noted'),
      )
      .finally(() => running.delete(note));
    running.add(note);
  });
  app.addHook('onClose', async () => {
    await Promise.all(running);
  });
}

/**
 * Authentication and authorisation of every route, in one place: who calls, and whether the route's `access` lets him.
 * A route that declares no access stops the server from starting.
 */
export function guardRoutes(app: FastifyInstance, options: GateOptions): void {
  app.decorateRequest('caller', null);
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.access === undefined) throw new Error(`${String(method)} ${url} does not say who may use it`);
  });
  app.addHook('onRequest', (request, reply) => pass(options, request, reply));
  noteUses(app, options.deps);
}
