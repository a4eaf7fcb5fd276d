import type { FastifyInstance, FastifyRequest } from 'fastify';
import { providerOf } from '../../schemas/semantics.ts';
import { Refusal } from '../request/refusal.ts';
import { readSetUp, type SsoSetUp, setUpAddresses } from '../sign-in/saml/read-set-up.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import type { SignInServices } from './sign-in-services.ts';

interface Params {
  readonly account: string;
}

const accountOf = (request: FastifyRequest): string => (request.params as Params).account;

const time = { type: 'string', format: 'date-time' } as const;
const timeOrNull = { type: ['string', 'null'], format: 'date-time' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const texts = { type: 'array', items: { type: 'string' } } as const;

const certificate = {
  type: 'object',
  required: ['subject', 'validFrom', 'validTo', 'daysLeft', 'valid'],
  properties: {
    subject: { type: 'string' },
    validFrom: time,
    validTo: time,
    daysLeft: { type: 'integer', description: 'Whole days until its end; 0 where it is over.' },
    valid: { type: 'boolean', description: 'Signatures by it are accepted now.' },
  },
} as const;

const setUp = {
  type: 'object',
  required: [
    'mode',
    'state',
    'waitsFor',
    'slug',
    'initiationUrl',
    'acsUrl',
    'metadataUrl',
    'logoutUrl',
    'testedAt',
    'testedBy',
    'requiredSince',
    'certificates',
    'usableEmergencyUsers',
  ],
  properties: {
    mode: { type: 'string', enum: ['off', 'optional', 'required'], description: 'What is set.' },
    state: {
      type: 'string',
      enum: ['not-set-up', 'configured', 'tested', 'required'],
      description:
        '`not-set-up`: off, or too little is set. `required` only where it has taken hold; until then it acts as optional.',
    },
    waitsFor: {
      type: 'array',
      items: { type: 'string', enum: ['set-up', 'test', 'emergency-user'] },
      description: 'What `mode: required` still needs before it takes hold.',
    },
    slug: textOrNull,
    initiationUrl: textOrNull,
    acsUrl: textOrNull,
    metadataUrl: textOrNull,
    logoutUrl: textOrNull,
    testedAt: timeOrNull,
    testedBy: textOrNull,
    requiredSince: timeOrNull,
    certificates: { type: 'array', items: certificate },
    usableEmergencyUsers: { ...texts, description: 'Emergency users who could come in by a password now.' },
  },
} as const;

const day = 24 * 60 * 60 * 1000;

function certificatesFor({ certificates }: SsoSetUp, now: number): readonly object[] {
  return certificates.map(({ subject, validFrom, validTo }) => ({
    subject,
    validFrom: new Date(validFrom).toISOString(),
    validTo: new Date(validTo).toISOString(),
    daysLeft: Math.max(0, Math.floor((validTo - now) / day)),
    valid: validFrom <= now && now < validTo,
  }));
}

/** How far an account's single sign-on is, also while it is still being set up. */
export function ssoSetUpRoute(app: FastifyInstance, { deps }: SignInServices): void {
  app.get<{ Params: Params }>(
    '/v1/accounts/:account/single-sign-on/set-up',
    {
      config: {
        access: { permission: 'sso/read', kind: providerOf('single-sign-on'), account: accountOf },
      },
      schema: {
        summary: 'How far the account’s single sign-on is: addresses, certificates, and what is missing',
        tags: ['single sign-on'],
        params: {
          type: 'object',
          required: ['account'],
          properties: { account: { type: 'string', maxLength: 256 } },
        },
        response: answers({ good: { 200: ['How far it is.', setUp] }, bad: [404] }),
      },
    },
    async (request) => {
      const { organisationId } = callerOf(request).context;
      const account = accountOf(request);
      const found = await deps.database.snapshot((tx) => readSetUp(tx, deps, organisationId, account));
      if (found === null) throw new Refusal(404, 'resource/unknown', `There is no Account ${account}.`);
      const addresses = setUpAddresses(deps.publicUrl, found.slug);
      return {
        ...found,
        initiationUrl: addresses?.initiation ?? null,
        acsUrl: addresses?.acs ?? null,
        metadataUrl: addresses?.metadata ?? null,
        logoutUrl: addresses?.logout ?? null,
        certificates: certificatesFor(found, deps.now().getTime()),
      };
    },
  );
}
