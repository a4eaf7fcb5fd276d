import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { oncePerMinute } from '../audit/once-per-minute.ts';
import type { RefusedAction } from '../audit/record.ts';
import { recordRefusal } from '../audit/record.ts';
import { KnownKeyRefusal } from '../identity/authenticate.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import type { Refusal } from '../request/refusal.ts';
import { faultOfOurs, problemOf, refusalOf } from './problem.ts';

export const problemType = 'application/problem+json; charset=utf-8';

/** Refusals that the audit log tells: not allowed, or against a guard or the state. The rest was no action yet. */
const recordedStatuses = new Set([403, 409, 422]);
/** Codes of a body or query that was not understood, so that there was nothing to refuse. */
const notUnderstood = /^(?:request|schema|idempotency)\//;

interface Refused {
  readonly context: RequestContext;
  readonly about: RefusedAction;
}

function attemptOf(request: FastifyRequest): RefusedAction {
  const { attempt, access } = request.routeOptions.config;
  if (attempt !== undefined) return attempt(request);
  const permission = typeof access === 'object' ? ` (${access.permission})` : '';
  return {
    item: 'API',
    action: 'Read',
    description: `Access refused${permission}: ${request.method} ${request.routeOptions.url}`,
  };
}

/** What of a refusal belongs in the audit log, and whose; undefined: nothing. */
function refusedAction(request: FastifyRequest, refusal: Refusal): Refused | undefined {
  if (refusal instanceof KnownKeyRefusal) {
    const about = {
      item: 'API key',
      action: 'Use',
      description: `API key refused (${refusal.caller.context.actor.name})`,
    };
    return { context: refusal.caller.context, about };
  }
  const context = request.caller?.context;
  if (context === undefined || !recordedStatuses.has(refusal.status) || notUnderstood.test(refusal.code))
    return undefined;
  if (refusal.status !== 403 && request.routeOptions.config.attempt === undefined) return undefined;
  return { context, about: attemptOf(request) };
}

function recorder(deps: Deps): (request: FastifyRequest, refusal: Refusal) => Promise<void> {
  const isNew = oncePerMinute(deps.now);
  return async (request, refusal) => {
    const refused = refusedAction(request, refusal);
    if (refused === undefined) return;
    if (refusal instanceof KnownKeyRefusal && !isNew(`${refusal.caller.key.id} ${refusal.code}`)) return;
    await recordRefusal(deps, refused.context, refusal, refused.about).catch((error: unknown) =>
      request.log.error({ err: error }, 'a refusal was not recorded in the audit log'),
    );
  };
}

function addHeaders(reply: FastifyReply, { status, code }: Refusal): void {
  if (status === 401) {
    const error = code === 'auth/missing-token' ? '' : ', error="invalid_token"';
    reply.header('www-authenticate', `Bearer realm="bylaw"${error}`);
  }
  if (status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '2');
}

/** Sends a refusal as the problem that it is. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  addHeaders(reply, refusal);
  return reply.code(refusal.status).type(problemType).send(problemOf(refusal, request.id));
}

/** Answers every error as RFC 9457 says; refused actions are recorded before the answer goes out, faults are logged. */
export function answerProblems(app: FastifyInstance, deps: Deps): void {
  const record = recorder(deps);
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal === undefined) request.log.error({ err: error }, 'a request failed');
    else if (refusal.status >= 500) request.log.warn({ err: error }, refusal.message);
    if (refusal !== undefined) await record(request, refusal);
    return sendProblem(request, reply, refusal ?? faultOfOurs());
  });
}
