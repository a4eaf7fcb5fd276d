import type { FastifyInstance, FastifyRequest } from 'fastify';
import { configurationOf } from '../../schemas/access/sso-configuration.ts';
import { providerOf } from '../../schemas/semantics.ts';
import { readSsoState } from '../identity/sso/sso-state.ts';
import { accountExists } from '../queries/account.ts';
import { Refusal } from '../request/refusal.ts';
import { type AccountSso, findByAccount, samlAddresses } from '../sign-in/saml/find-connection.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import { sendToProvider } from './send-to-provider.ts';
import type { SignInServices } from './sign-in-services.ts';

const tags = ['single sign-on'];
const kind = providerOf('single-sign-on');

interface Params {
  readonly account: string;
}

const params = {
  type: 'object',
  required: ['account'],
  properties: { account: { type: 'string', maxLength: 256 } },
} as const;

const accountOf = (request: FastifyRequest): string => (request.params as Params).account;

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;

const stateAnswer = {
  type: 'object',
  required: [
    'state',
    'testedAt',
    'testedBy',
    'requiredSince',
    'initiationUrl',
    'acsUrl',
    'metadataUrl',
    'spEntityId',
  ],
  properties: {
    state: {
      type: 'string',
      enum: ['configured', 'tested', 'required'],
      description: '`required` only where it has taken hold; until then it acts as optional.',
    },
    testedAt: textOrNull,
    testedBy: textOrNull,
    requiredSince: textOrNull,
    initiationUrl: text,
    acsUrl: text,
    metadataUrl: text,
    spEntityId: text,
  },
} as const;

async function ssoOf({ deps }: SignInServices, request: FastifyRequest): Promise<AccountSso> {
  const { organisationId } = callerOf(request).context;
  const account = accountOf(request);
  const found = await deps.database.snapshot(async (tx) => {
    if (await accountExists(tx, organisationId, account))
      return findByAccount(tx, deps, organisationId, account);
    throw new Refusal(404, 'resource/unknown', `There is no Account ${account}.`);
  });
  if (found !== null) return found;
  throw new Refusal(
    409,
    'sso/not-set-up',
    `Too little of the single sign-on of ${account} is set for anybody to use it.`,
    {
      remedy:
        'set `mode`, `initiationSlug` and the identity provider’s entity ID, login URL and certificates',
    },
  );
}

/** Where an account's single sign-on stands, and a sign-in that tries it out. */
export function ssoTestRoutes(app: FastifyInstance, services: SignInServices): void {
  app.get<{ Params: Params }>(
    '/v1/accounts/:account/single-sign-on/state',
    {
      config: { access: { permission: 'sso/read', kind, account: accountOf } },
      schema: {
        summary: 'Where the account’s single sign-on stands, and its addresses',
        tags,
        params,
        response: answers({ good: { 200: ['State and addresses.', stateAnswer] }, bad: [404, 409] }),
      },
    },
    async (request) => {
      const found = await ssoOf(services, request);
      const { organisationId, accountId, sso, fetched, connection, slug } = found;
      const state = await services.deps.database.snapshot((tx) =>
        readSsoState(tx, organisationId, accountId),
      );
      const tested =
        state !== null && state.testedAt !== null && state.configuration === configurationOf(sso, fetched);
      const requiredSince = tested ? state.requiredSinceAt : null;
      const { initiation, metadata } = samlAddresses(services.deps.publicUrl, slug);
      return {
        state: requiredSince !== null ? 'required' : tested ? 'tested' : 'configured',
        testedAt: tested ? state.testedAt : null,
        testedBy: tested ? state.testedBy : null,
        requiredSince,
        initiationUrl: initiation,
        acsUrl: connection.acsUrl,
        metadataUrl: metadata,
        spEntityId: connection.spEntityId,
      };
    },
  );
  app.post<{ Params: Params }>(
    '/v1/accounts/:account/single-sign-on/test',
    {
      config: { access: { permission: 'sso/manage', kind, account: accountOf } },
      schema: {
        summary: 'Begin a test sign-in, which shows what the identity provider sends and whom it matches',
        description:
          'Open the address in the browser that asked: a cookie binds the test to it. Nobody is signed in by it.',
        tags,
        params,
        response: answers({
          good: { 200: ['Where to go.', { type: 'object', required: ['url'], properties: { url: text } }] },
          bad: [404, 409],
        }),
      },
    },
    async (request, reply) => {
      const found = await ssoOf(services, request);
      return {
        url: await sendToProvider(services, request, reply, found, { purpose: 'test', returnTo: null }),
      };
    },
  );
}
