import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { Deps } from './request/context.ts';
import { Refusal } from './request/refusal.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { auditRoutes } from './routes/audit.ts';
import { guardRoutes } from './routes/gate.ts';
import { stopGracefully } from './routes/graceful-stop.ts';
import { healthRoutes } from './routes/health.ts';
import { answerOnce } from './routes/idempotency.ts';
import { createMetrics, measureRequests } from './routes/metrics.ts';
import { answerNotFound } from './routes/not-found.ts';
import { documentRoutes, openapiRoute } from './routes/openapi.ts';
import { operatorRoutes } from './routes/operator.ts';
import { planRoutes } from './routes/plans.ts';
import { problemOf, refusalOf } from './routes/problem.ts';
import { answerProblems, problemType } from './routes/problems.ts';
import { generous, limitRequests, type RateLimits } from './routes/rate-limit.ts';
import { requestIdOf } from './routes/request-id.ts';
import { resourceRoutes } from './routes/resource-routes.ts';
import { addHeaders, answerHeaders } from './routes/security-headers.ts';
import type { Commit, Services } from './routes/services.ts';
import { readJsonStrictly } from './routes/strict-json.ts';
import { validateStrictly } from './routes/validation.ts';
import { whoamiRoutes } from './routes/whoami.ts';

export interface ServerDeps extends Deps {
  /** `planDeclaration`, `applyPlan`, `editResource`. */
  readonly commit: Commit;
  /** BYLAW_OPERATOR_TOKEN; without one the vendor's routes are closed. */
  readonly operatorToken?: string;
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** A pino logger made with `loggerOptions`. */
  readonly logger: FastifyBaseLogger;
  readonly rateLimit?: RateLimits;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed; none by default. */
  readonly trustedProxies?: readonly string[];
}

const mebibyte = 1024 * 1024;
/** A name of 256 characters of four bytes each, percent-encoded, and some more. */
const longestParameter = 4096;
const longestWait = 120_000;

function createApp({ newId, logger, trustedProxies, publicUrl }: ServerDeps): FastifyInstance {
  return fastify({
    loggerInstance: logger,
    genReqId: (request) => requestIdOf(request, newId),
    logController: new LogController({ requestIdLogLabel: 'requestId' }),
    bodyLimit: mebibyte,
    routerOptions: { maxParamLength: longestParameter },
    requestTimeout: longestWait,
    trustProxy: trustedProxies === undefined || trustedProxies.length === 0 ? false : [...trustedProxies],
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      // No hook has run: the address itself is malformed.
      const refusal =
        refusalOf(error) ?? new Refusal(400, 'request/bad-request', 'The request is not valid.');
      const headers = {
        ...answerHeaders(publicUrl),
        'x-request-id': request.id,
        'content-type': problemType,
      };
      reply.hijack();
      reply.raw.writeHead(refusal.status, headers).end(JSON.stringify(problemOf(refusal, request.id)));
    },
  });
}

/**
 * The HTTP server, not yet listening. The order of the hooks is that of a request: headers, limits, who it is, what it
 * says, what it does.
 */
export async function buildServer(server: ServerDeps): Promise<FastifyInstance> {
  const { database, now, newId, commit, publicUrl, operatorToken } = server;
  const deps: Deps = { database, now, newId };
  const metrics = createMetrics();
  const services: Services = { deps, commit, metrics, publicUrl };
  const app = createApp(server);

  addHeaders(app, publicUrl);
  measureRequests(app, metrics);
  stopGracefully(app);
  answerProblems(app, deps);
  answerNotFound(app);
  const limit = await limitRequests(app, server.rateLimit ?? generous);
  guardRoutes(app, { deps, operatorToken, limit });
  readJsonStrictly(app);
  validateStrictly(app);
  answerOnce(app, deps);
  await documentRoutes(app, publicUrl);

  healthRoutes(app, { database, metrics });
  openapiRoute(app);
  whoamiRoutes(app);
  planRoutes(app, services);
  resourceRoutes(app, services);
  auditRoutes(app, services);
  apiKeyRoutes(app, services);
  operatorRoutes(app, services);
  return app;
}
