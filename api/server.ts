import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify';
import type { Apart } from './apart/thread.ts';
import type { Database } from './database/database.ts';
import type { HostResolver } from './hostnames/check-host.ts';
import { createFetchText } from './identity/guarded-fetch.ts';
import type { CheckPassword } from './identity/password/check-password.ts';
import type { Hasher } from './identity/password/hasher.ts';
import type { VerifyResponse } from './identity/saml/verify-task.ts';
import type { Keyring } from './identity/secrets/keyring.ts';
import type { RunningJobs } from './jobs/start-jobs.ts';
import { connectGuard } from './notifications/connect-guard.ts';
import type { MessageGateway } from './notifications/gateway.ts';
import type { Mailbox } from './notifications/mail/mailbox.ts';
import type { RunningOutbox } from './notifications/outbox/start-outbox.ts';
import type { Deps } from './request/context.ts';
import { Refusal } from './request/refusal.ts';
import { answerApart } from './routes/answer-apart.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { auditRoutes } from './routes/audit.ts';
import { consoleRoutes } from './routes/console.ts';
import { type Cookies, registerCookies } from './routes/cookies.ts';
import { devMailboxRoutes } from './routes/dev-mailbox.ts';
import { driftRoutes } from './routes/drift.ts';
import { eventRoutes } from './routes/events.ts';
import { guardRoutes } from './routes/gate.ts';
import { stopGracefully } from './routes/graceful-stop.ts';
import { healthRoutes } from './routes/health.ts';
import { hostnameRoute, systemResolver } from './routes/hostname.ts';
import { answerOnce } from './routes/idempotency.ts';
import { linkRoutes } from './routes/links.ts';
import { OneLineARequest } from './routes/logging.ts';
import { meRoutes } from './routes/me.ts';
import { meNotificationRoutes } from './routes/me-notifications.ts';
import { meSubscriptionRoutes } from './routes/me-subscriptions.ts';
import { createMetrics, type Metrics, measureRequests } from './routes/metrics.ts';
import { answerNotFound } from './routes/not-found.ts';
import { documentRoutes, openapiRoute } from './routes/openapi.ts';
import { operatorRoutes } from './routes/operator.ts';
import { peopleRoutes } from './routes/people.ts';
import { planRoutes } from './routes/plans.ts';
import { problemOf, refusalOf } from './routes/problem.ts';
import { answerProblems, problemType } from './routes/problems.ts';
import { generous, limitRequests, type RateLimits } from './routes/rate-limit.ts';
import { requestIdOf } from './routes/request-id.ts';
import { resourceRoutes } from './routes/resource-routes.ts';
import { runJobs } from './routes/run-jobs.ts';
import { runOutbox } from './routes/run-outbox.ts';
import { samlRoutes } from './routes/saml.ts';
import { seatRoutes } from './routes/seats.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { addHeaders, answerHeaders } from './routes/security-headers.ts';
import type { Commit, Services } from './routes/services.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { limitSignIns, type SignInLimits, usualSignInLimits } from './routes/sign-in-limit.ts';
import { signInPageRoutes } from './routes/sign-in-pages.ts';
import type { SignInServices } from './routes/sign-in-services.ts';
import { ssoSetUpRoute } from './routes/sso-set-up.ts';
import { ssoTestRoutes } from './routes/sso-test.ts';
import { readJsonStrictly } from './routes/strict-json.ts';
import { userActRoutes } from './routes/user-acts.ts';
import { userGrantRoutes } from './routes/user-grants.ts';
import { validateStrictly } from './routes/validation.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { whoamiRoutes } from './routes/whoami.ts';
import { workBeside } from './routes/work-beside.ts';
import { workloadTokenRoutes } from './routes/workload-token.ts';

export interface ServerDeps extends Deps {
  /** `planDeclaration`, `applyPlan`, `editResource`. */
  readonly commit: Commit;
  /** For secrets at rest. */
  readonly keyring: Keyring;
  readonly hasher: Hasher;
  readonly checkPassword: CheckPassword;
  readonly verifyResponse: VerifyResponse;
  /** For text messages; none by default. */
  readonly gateway?: MessageGateway;
  /** Shown at `/dev/mailbox`. */
  readonly mailbox?: Mailbox;
  /** Called when the server listens; without it nothing is delivered. */
  readonly startOutbox?: () => RunningOutbox;
  /** Asks DNS about host names of accounts; by default the system's. */
  readonly resolver?: HostResolver;
  /** The same for scheduled work. */
  readonly startJobs?: () => RunningJobs;
  /** Answers the requests of routes that say `apart`; without it they are answered here. */
  readonly apart?: Apart;
  /** Default: numbers of its own. */
  readonly metrics?: Metrics;
  readonly signInLimits?: SignInLimits;
  /** BYLAW_OPERATOR_TOKEN; without one the vendor's routes are closed. */
  readonly operatorToken?: string;
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** Whom to ask for more seats: shown beside the figures of seats. */
  readonly vendorContact?: string;
  /** A pino logger made with `loggerOptions`. */
  readonly logger: FastifyBaseLogger;
  readonly rateLimit?: RateLimits;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed; none by default. */
  readonly trustedProxies?: readonly string[];
  /** Where the built console is; by default there is none. */
  readonly consoleFolder?: string;
}

const mebibyte = 1024 * 1024;
/** A name of 256 characters of four bytes each, percent-encoded, and some more. */
const longestParameter = 4096;
const longestWait = 120_000;

function createApp({ newId, logger, trustedProxies, publicUrl }: ServerDeps): FastifyInstance {
  return fastify({
    loggerInstance: logger,
    genReqId: (request) => requestIdOf(request, newId),
    logController: new OneLineARequest(logger),
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

/** Routes of people signing in, and of their own profiles. */
async function signingIn(app: FastifyInstance, server: ServerDeps, cookies: Cookies): Promise<void> {
  const { database, now, newId, publicUrl, hasher, checkPassword, verifyResponse, keyring, gateway } = server;
  const services: SignInServices = {
    deps: { database, now, newId, publicUrl, hasher, checkPassword, verifyResponse, keyring },
    cookies,
    limit: limitSignIns(app, server.signInLimits ?? usualSignInLimits, cookies, database),
    gateway: gateway ?? null,
    beside: workBeside(app),
    fetchText: createFetchText(
      connectGuard(publicUrl),
      'application/samlmetadata+xml, application/xml, text/xml',
    ),
  };
  signInRoutes(app, services);
  secondFactorRoutes(app, services);
  linkRoutes(app, services);
  meRoutes(app, services);
  ssoTestRoutes(app, services);
  ssoSetUpRoute(app, services);
  await samlRoutes(app, services);
}

/** What people open in a browser. */
async function pages(app: FastifyInstance, database: Database, folder: string): Promise<void> {
  await consoleRoutes(app, folder);
  signInPageRoutes(app, database, folder);
}

/**
 * The HTTP server, not yet listening. The order of the hooks is that of a request: headers, limits, who it is, what it
 * says, what it does.
 */
export async function buildServer(server: ServerDeps): Promise<FastifyInstance> {
  const { database, now, newId, commit, publicUrl, operatorToken } = server;
  const deps: Deps = { database, now, newId };
  const metrics = server.metrics ?? createMetrics();
  const vendorContact = server.vendorContact ?? null;
  const services: Services = { deps, commit, metrics, publicUrl, vendorContact };
  const app = createApp(server);

  addHeaders(app, publicUrl);
  measureRequests(app, metrics);
  stopGracefully(app);
  answerProblems(app, deps);
  answerNotFound(app);
  const limit = await limitRequests(app, server.rateLimit ?? generous);
  const cookies = await registerCookies(app, publicUrl);
  guardRoutes(app, { deps, operatorToken, limit, cookies, publicUrl });
  if (server.apart !== undefined) answerApart(app, server.apart);
  readJsonStrictly(app);
  validateStrictly(app);
  answerOnce(app, deps, cookies);
  await documentRoutes(app, publicUrl);

  healthRoutes(app, { database, metrics });
  openapiRoute(app);
  whoamiRoutes(app);
  planRoutes(app, services);
  driftRoutes(app, services);
  resourceRoutes(app, services);
  seatRoutes(app, services);
  auditRoutes(app, services);
  peopleRoutes(app, services);
  apiKeyRoutes(app, services);
  await workloadTokenRoutes(app, services);
  operatorRoutes(app, services);
  await signingIn(app, server, cookies);
  userActRoutes(app, services);
  userGrantRoutes(app, services);
  meNotificationRoutes(app, services);
  meSubscriptionRoutes(app, services);
  webhookRoutes(app, services, server.keyring);
  hostnameRoute(app, services, { keyring: server.keyring, resolver: server.resolver ?? systemResolver() });
  eventRoutes(app, services);
  if (server.consoleFolder !== undefined) await pages(app, database, server.consoleFolder);
  if (server.mailbox !== undefined) devMailboxRoutes(app, server.mailbox);
  if (server.startOutbox !== undefined) runOutbox(app, server.startOutbox);
  if (server.startJobs !== undefined) runJobs(app, server.startJobs);
  return app;
}
