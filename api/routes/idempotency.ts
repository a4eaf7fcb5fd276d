import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readPlanAsMade } from '../commit/plan-store.ts';
import {
  claimKey,
  inProgress,
  type KeyScope,
  readSeen,
  releaseKey,
  rememberAnswer,
  type SeenRequest,
  takeOverKey,
} from '../queries/idempotency-keys.ts';
import type { Deps } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import type { Cookies } from './cookies.ts';
import { bearerToken } from './gate.ts';
import { planIn, planLocation } from './plan-location.ts';
import { recallAnswer, type StoredAnswer, storeAnswer } from './stored-answer.ts';

/** A request with an idempotency key, while it is worked on. */
interface Pending {
  readonly scope: KeyScope;
  readonly requestHash: string;
  /** The key is taken in the database and must be given back or answered. */
  readonly claimed: boolean;
}

interface Remembering {
  readonly deps: Deps;
  readonly cookies: Cookies;
}

declare module 'fastify' {
  interface FastifyRequest {
    pendingKey: Pending | null;
  }
}

const day = 24 * 60 * 60 * 1000;
/** A request that has not ended after this long belonged to a server that died. */
const abandonedAfter = 10 * 60 * 1000;
/** How long a second request waits for the first one's answer, and how often it looks. */
const patience = 25_000;
const interval = 150;

const noOrganisation = '00000000-0000-0000-0000-000000000000';
const keyForm = /^[\x21-\x7e]{1,255}$/;

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && keyForm.test(key)) return key;
  throw new Refusal(
    400,
    'idempotency/bad-key',
    'The Idempotency-Key is not 1 to 255 visible ASCII characters.',
    {
      remedy: 'send a UUID',
    },
  );
}

function scopeOf(request: FastifyRequest, key: string): KeyScope {
  const context = request.caller?.context;
  if (context === undefined) return { organisationId: noOrganisation, actor: 'operator', key };
  const { actor, organisationId } = context;
  return { organisationId, actor: `${actor.type} ${actor.id}`, key };
}

function hashOf(request: FastifyRequest): string {
  return createHash('sha256').update(`${request.method} ${request.url}\n${request.bodyDigest}`).digest('hex');
}

/** What the caller authenticated with: what seals an answer must not be guessed. */
function secretOf(request: FastifyRequest, cookies: Cookies): string {
  const secret = bearerToken(request) ?? cookies.read(request, 'session');
  if (secret === null) throw new Error(`${request.routeOptions.url} was reached without a token`);
  return secret;
}

/** Sends the first request's answer again, byte for byte. */
async function replay(
  { deps, cookies }: Remembering,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, response }: SeenRequest,
  key: string,
): Promise<FastifyReply> {
  reply.code(status).header('idempotency-replayed', 'true');
  if (response['plan'] !== undefined) return replayPlan(deps, request, reply, response['plan']);
  const text = recallAnswer(response, { token: secretOf(request, cookies), salt: key });
  if (text === undefined) {
    const detail = 'The answer held a secret and can only be given again to the key that asked.';
    const remedy = 'repeat the request with the API key that it was first sent with';
    throw new Refusal(409, 'idempotency/other-token', detail, { remedy });
  }
  const { contentType = 'application/json; charset=utf-8' } = response;
  return reply.type(contentType).send(text);
}

async function replayPlan(
  { database }: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
): Promise<FastifyReply> {
  const { organisationId } = callerOf(request).context;
  const plan = await database.snapshot((tx) => readPlanAsMade(tx, organisationId, id));
  return reply.header('location', planLocation(id)).send(plan);
}

function otherRequest(): Refusal {
  return new Refusal(422, 'idempotency/other-request', 'This Idempotency-Key was used for another request.', {
    remedy: 'use a new key for a new request',
  });
}

function stillRunning(): Refusal {
  return new Refusal(
    409,
    'idempotency/in-progress',
    'The first request with this Idempotency-Key is still being worked on.',
    {
      remedy: 'ask again in a moment, with the same key',
    },
  );
}

/** Takes the key, or waits for the answer of the request that has it. undefined: the key is ours, do the work. */
async function claim(deps: Deps, scope: KeyScope, requestHash: string): Promise<SeenRequest | undefined> {
  const deadline = performance.now() + patience;
  for (;;) {
    const now = deps.now();
    const before = new Date(now.getTime() - day).toISOString();
    const seen = await deps.database.write(async (tx) => {
      if (await claimKey(tx, scope, { requestHash, now: now.toISOString(), before })) return undefined;
      const other = await readSeen(tx, scope);
      const abandoned =
        other?.status === inProgress && now.getTime() - new Date(other.createdAt).getTime() > abandonedAfter;
      return abandoned && (await takeOverKey(tx, scope, other, now.toISOString()))
        ? undefined
        : (other ?? null);
    });
    if (seen === undefined) return undefined;
    if (seen !== null && seen.requestHash !== requestHash) throw otherRequest();
    if (seen !== null && seen.status !== inProgress) return seen;
    if (performance.now() > deadline) throw stillRunning();
    await pause(interval);
  }
}

async function recall(deps: Deps, scope: KeyScope, requestHash: string): Promise<SeenRequest | undefined> {
  const seen = await deps.database.snapshot((tx) => readSeen(tx, scope));
  if (seen === undefined || deps.now().getTime() - new Date(seen.createdAt).getTime() > day) return undefined;
  if (seen.requestHash !== requestHash) throw otherRequest();
  return seen;
}

/** What a person does at the keyboard is not remembered: a hash of a body with a password in it would be there to be guessed. */
const unremembered: ReadonlySet<unknown> = new Set(['public', 'session']);

async function begin(
  remembering: Remembering,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { deps } = remembering;
  const open = request.is404 || unremembered.has(request.routeOptions.config.access);
  const key = request.method === 'POST' && !open ? keyOf(request) : undefined;
  if (key === undefined) return undefined;
  const once = request.routeOptions.config.idempotency !== 'remember';
  const scope = scopeOf(request, key);
  const requestHash = hashOf(request);
  const seen = await (once ? claim : recall)(deps, scope, requestHash);
  if (seen !== undefined) return replay(remembering, request, reply, seen, key);
  request.pendingKey = { scope, requestHash, claimed: once };
  return undefined;
}

function responseOf(
  { cookies }: Remembering,
  request: FastifyRequest,
  reply: FastifyReply,
  { payload, key }: { readonly payload: string; readonly key: string },
): StoredAnswer {
  if (request.routeOptions.config.idempotency === 'remember') {
    return { plan: planIn(String(reply.getHeader('location'))) };
  }
  const contentType = String(reply.getHeader('content-type') ?? '');
  const secret = request.routeOptions.config.secretAnswer === true;
  const sealing = secret ? { token: secretOf(request, cookies), salt: key } : null;
  return storeAnswer(payload, contentType, sealing);
}

/**
 * Good answers are remembered for a day. A refused request did nothing, so its key is free again. A plan that changes
 * nothing is not stored, and neither is its key: planning it again gives the same and writes nothing.
 */
async function finish(
  remembering: Remembering,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const { deps } = remembering;
  const pending = request.pendingKey;
  if (pending === null) return;
  request.pendingKey = null;
  const { scope, requestHash, claimed } = pending;
  const status = reply.statusCode;
  const good = claimed ? status < 300 : status === 201;
  if (good && typeof payload === 'string') {
    const response = responseOf(remembering, request, reply, { payload, key: scope.key });
    const now = deps.now().toISOString();
    await deps.database.write((tx) => rememberAnswer(tx, scope, { requestHash, status, response, now }));
  } else if (claimed) await deps.database.write((tx) => releaseKey(tx, scope));
}

/** `Idempotency-Key` on POST: the same key and body give the same answer, and the work is done once. */
export function answerOnce(app: FastifyInstance, deps: Deps, cookies: Cookies): void {
  const remembering = { deps, cookies };
  app.decorateRequest('pendingKey', null);
  app.addHook('preHandler', (request, reply) => begin(remembering, request, reply));
  app.addHook('onSend', async (request, reply, payload) => {
    await finish(remembering, request, reply, payload).catch((error: unknown) =>
      request.log.error({ err: error }, 'the answer to an Idempotency-Key was not remembered'),
    );
  });
}
