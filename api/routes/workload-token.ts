import { STATUS_CODES } from 'node:http';
import formBody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { oncePerMinute } from '../audit/once-per-minute.ts';
import { plainAddress } from '../identity/networks.ts';
import {
  type ExchangeDeps,
  type ExchangeRequest,
  exchangeToken,
} from '../identity/workload/exchange-token.ts';
import { createFetchJson } from '../identity/workload/fetch-json.ts';
import type { ExchangeOrigin } from '../identity/workload/issue-token.ts';
import { createIssuerKeys } from '../identity/workload/issuer-keys.ts';
import { readIssuerKeys } from '../identity/workload/read-issuer-keys.ts';
import { connectGuard } from '../notifications/connect-guard.ts';
import { Refusal } from '../request/refusal.ts';
import { answers, shared } from './answers.ts';
import type { Services } from './services.ts';
import {
  formType,
  isForm,
  readTokenForm,
  type TokenForm,
  tokenAnswer,
  tokenAnswerOf,
  tokenError,
  tokenErrorOf,
  tokenForm,
} from './token-exchange-form.ts';

interface Asked {
  readonly organisation: string;
  /** `account/name`. */
  readonly serviceAccount: string;
  readonly token: string;
}

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['organisation', 'serviceAccount', 'token'],
  properties: {
    organisation: { type: 'string', minLength: 1, maxLength: 63 },
    serviceAccount: {
      type: 'string',
      maxLength: 512,
      pattern: '^[^/]+/.+$',
      description: 'The account and the name of the service account: `acme/settings-pipeline`.',
    },
    token: {
      type: 'string',
      minLength: 1,
      maxLength: 16_384,
      description: 'The OIDC token of the CI system.',
    },
  },
} as const;

const exchanged = {
  type: 'object',
  required: ['token', 'expiresAt', 'organisation', 'account', 'serviceAccount'],
  properties: {
    token: {
      type: 'string',
      description: 'To be sent as `Authorization: Bearer`. It is shown here and never again.',
    },
    expiresAt: { type: 'string', format: 'date-time' },
    organisation: { type: 'string' },
    account: { type: 'string' },
    serviceAccount: { type: 'string' },
  },
} as const;

const good = answers({
  good: { 201: ['The token, shown once.', exchanged] },
  bad: [401],
  isPublic: true,
  takesBody: true,
});

/** The answers to JSON, and those to the standard's form beside them. */
const response = {
  ...good,
  200: {
    description: 'The answer to a form (RFC 8693): the token, shown once.',
    content: { 'application/json': { schema: tokenAnswer } },
  },
  ...Object.fromEntries(
    [400, 413, 415, 429, 500, 503].map((status) => [
      status,
      {
        description: `${STATUS_CODES[status]}. To a form as RFC 6749, section 5.2 says.`,
        content: {
          'application/problem+json': { schema: shared('Problem') },
          'application/json': { schema: tokenError },
        },
      },
    ]),
  ),
};

const schema = {
  summary: 'Exchange an OIDC token of a CI system',
  description:
    'For a token of a service account whose `trust` it meets, good for fifteen minutes. One answer to everything that is not trusted: 401 to JSON, 400 `invalid_request` to the form of RFC 8693.',
  tags: ['API keys'],
  body: { content: { 'application/json': { schema: body }, [formType]: { schema: tokenForm } } },
  response,
};

/** Refusals of a form in the standard's words; all others go the usual way. */
function tellInForm(scope: FastifyInstance): void {
  scope.setErrorHandler(async (error: FastifyError, request, reply) => {
    if (!isForm(request)) throw error;
    const told = tokenErrorOf(error);
    if (told === undefined) request.log.error({ err: error }, 'a request failed');
    const { status, body: words } = told ?? {
      status: 500,
      body: { error: 'server_error', error_description: 'Something went wrong in the server.' },
    };
    return reply.code(status).headers(unstored).send(words);
  });
}

/** RFC 6749, section 5.1. */
const unstored = { 'cache-control': 'no-store', pragma: 'no-cache' };

const longestForm = 64 * 1024;

const originOf = (request: FastifyRequest): ExchangeOrigin => ({
  ip: plainAddress(request.ip),
  requestId: request.id,
});

function askedFor({ organisation, serviceAccount, token }: Asked): ExchangeRequest {
  const slash = serviceAccount.indexOf('/');
  return {
    organisation,
    account: serviceAccount.slice(0, slash),
    name: serviceAccount.slice(slash + 1),
    token,
  };
}

/**
 * Workload identity: tokens of CI systems for short-lived ones, so that a pipeline stores no secret. Asked for in JSON, or in the form of
 * RFC 8693, which is answered as that says.
 */
export async function workloadTokenRoutes(
  app: FastifyInstance,
  { deps, publicUrl }: Services,
): Promise<void> {
  const fetchJson = createFetchJson(connectGuard(publicUrl));
  const exchange: ExchangeDeps = {
    ...deps,
    issuers: createIssuerKeys(deps.now, (issuer) => readIssuerKeys(fetchJson, issuer)),
    isNew: oncePerMinute(deps.now),
  };
  await app.register(async (scope) => {
    await scope.register(formBody, { bodyLimit: longestForm });
    tellInForm(scope);
    scope.addHook('preValidation', async ({ mediaType }) => {
      if (mediaType !== undefined && mediaType in schema.body.content) return;
      throw new Refusal(415, 'request/media-type', 'The body is not of a media type that this route takes.', {
        remedy: `send JSON with \`Content-Type: application/json\`, or a form (${formType})`,
      });
    });
    const config = { access: 'public', secretAnswer: true } as const;
    scope.post<{ Body: Asked | TokenForm }>('/v1/token', { config, schema }, async (request, reply) => {
      if (!('grant_type' in request.body)) {
        const answer = await exchangeToken(exchange, askedFor(request.body), originOf(request));
        return reply.code(201).send(answer);
      }
      const asked = readTokenForm(request.body, publicUrl);
      const answer = await exchangeToken(exchange, asked, originOf(request));
      return reply.code(200).headers(unstored).send(tokenAnswerOf(answer, deps.now()));
    });
  });
}
