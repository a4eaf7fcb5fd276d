import type { FastifyInstance, FastifyRequest } from 'fastify';
import { nameKey } from '../../schemas/contract/address.ts';
import { providerOf } from '../../schemas/semantics.ts';
import { readUserGrants } from '../queries/user-grants.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import type { Services } from './services.ts';

interface Params {
  readonly account: string;
  readonly name: string;
}

const text = { type: 'string' } as const;
const time = { type: ['string', 'null'], format: 'date-time' } as const;
const items = (properties: Readonly<Record<string, object>>): object => ({
  type: 'array',
  items: { type: 'object', required: Object.keys(properties), properties },
});
const origin = { ...text, description: 'manual, manifest, sso, scim, template.' };

const grants = {
  type: 'object',
  required: ['permissions', 'teams', 'conversationsRoles', 'seats'],
  properties: {
    permissions: items({
      permission: text,
      sources: items({
        role: text,
        team: {
          type: ['string', 'null'],
          description: 'Of which he is a member; null: the role is held directly.',
        },
        origin,
      }),
    }),
    teams: items({ team: text, origin }),
    conversationsRoles: items({ role: text, origin }),
    seats: items({ origin, assignedAt: time, releasedAt: time }),
  },
} as const;

/** Why a user may do what he may: every permission with the roles and teams that give it, and where each of those comes from. */
export function userGrantRoutes(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Params: Params }>(
    '/v1/accounts/:account/users/:name/permissions',
    {
      config: {
        access: {
          permission: 'users/read',
          kind: providerOf('people'),
          account: (request: FastifyRequest) => (request.params as Params).account,
        },
      },
      schema: {
        summary: 'What a user may do, and why',
        tags: ['users'],
        params: {
          type: 'object',
          required: ['account', 'name'],
          properties: {
            account: { type: 'string', maxLength: 256 },
            name: { type: 'string', maxLength: 1024 },
          },
        },
        response: answers({
          good: { 200: ['Permissions with their sources, and grants with their origins.', grants] },
          bad: [404],
        }),
      },
    },
    async (request) => {
      const { account, name } = request.params;
      const { organisationId } = callerOf(request).context;
      const found = await deps.database.snapshot((tx) =>
        readUserGrants(tx, organisationId, account, nameKey(name)),
      );
      if (found !== undefined) return found;
      throw new Refusal(404, 'resource/unknown', `There is no user ${name} in ${account}.`);
    },
  );
}
