import type { FastifyInstance } from 'fastify';
import { oncePerMinute } from '../audit/once-per-minute.ts';
import { plainAddress } from '../identity/networks.ts';
import { type ExchangeDeps, exchangeToken } from '../identity/workload/exchange-token.ts';
import { createFetchJson } from '../identity/workload/fetch-json.ts';
import { createIssuerKeys } from '../identity/workload/issuer-keys.ts';
import { readIssuerKeys } from '../identity/workload/read-issuer-keys.ts';
import { connectGuard } from '../notifications/connect-guard.ts';
import { answers } from './answers.ts';
import type { Services } from './services.ts';

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

/** Workload identity: tokens of CI systems for short-lived ones, so that a pipeline stores no secret. */
export function workloadTokenRoutes(app: FastifyInstance, { deps, publicUrl }: Services): void {
  const fetchJson = createFetchJson(connectGuard(publicUrl));
  const exchange: ExchangeDeps = {
    ...deps,
    issuers: createIssuerKeys(deps.now, (issuer) => readIssuerKeys(fetchJson, issuer)),
    isNew: oncePerMinute(deps.now),
  };
  app.post<{ Body: Asked }>(
    '/v1/token',
    {
      config: { access: 'public', secretAnswer: true },
      schema: {
        summary: 'Exchange an OIDC token of a CI system',
        description:
          'For a token of a service account whose `trust` it meets, good for fifteen minutes. One answer, 401, to everything that is not trusted.',
        tags: ['API keys'],
        body,
        response: answers({
          good: { 201: ['The token, shown once.', exchanged] },
          bad: [401],
          isPublic: true,
          takesBody: true,
        }),
      },
    },
    async (request, reply) => {
      const { organisation, serviceAccount, token } = request.body;
      const slash = serviceAccount.indexOf('/');
      const [account, name] = [serviceAccount.slice(0, slash), serviceAccount.slice(slash + 1)];
      const origin = { ip: plainAddress(request.ip), requestId: request.id };
      const answer = await exchangeToken(exchange, { organisation, account, name, token }, origin);
      return reply.code(201).send(answer);
    },
  );
}
