import type { FastifyInstance } from 'fastify';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';

const identity = {
  type: 'object',
  required: ['organisation', 'account', 'actor', 'permissions'],
  properties: {
    organisation: { type: 'string' },
    account: { type: ['string', 'null'] },
    actor: {
      type: 'object',
      required: ['type', 'name'],
      properties: { type: { type: 'string', enum: ['user', 'service-account'] }, name: { type: 'string' } },
    },
    permissions: {
      type: 'array',
      items: { type: 'string' },
      description: '`area/action`, or `*` for everything.',
    },
  },
} as const;

/** Who the key belongs to and what it may do. */
export function whoamiRoutes(app: FastifyInstance): void {
  app.get(
    '/v1/whoami',
    {
      config: { access: 'known' },
      schema: {
        summary: 'Who I am',
        tags: ['identity'],
        response: answers({ good: { 200: ['Owner and permissions of the API key.', identity] } }),
      },
    },
    async (request) => {
      const { organisation, actor } = callerOf(request).context;
      const { type, name, account, permissions } = actor;
      return { organisation, account, actor: { type, name }, permissions: [...permissions].sort() };
    },
  );
}
