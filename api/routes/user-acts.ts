import type { FastifyInstance, FastifyRequest } from 'fastify';
import { providerOf } from '../../schemas/semantics.ts';
import type { RefusedAction } from '../audit/record.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { type ActOnUser, actOnUser } from '../sign-in/acts-on-users.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import type { Services } from './services.ts';

interface Params {
  readonly account: string;
  readonly name: string;
}

const acts: Readonly<Record<ActOnUser, string>> = {
  unlock: 'Lift a user’s lock',
  enable: 'Enable a user whom a rule has disabled',
  'end-sessions': 'End a user’s sessions',
  'reset-second-factor': 'Take a user’s second factor away, so that he enrols another one',
  invite: 'Send a user an invitation, in the place of those that are open',
  'withdraw-invitation': 'Take a user’s open invitations back',
  'send-password-link': 'Send a user a link to set a password',
};

const params = {
  type: 'object',
  required: ['account', 'name'],
  properties: { account: { type: 'string', maxLength: 256 }, name: { type: 'string', maxLength: 1024 } },
} as const;

const accountOf = (request: FastifyRequest): string => (request.params as Params).account;

function attempt(act: ActOnUser): (request: FastifyRequest) => RefusedAction {
  return (request) => {
    const { account, name } = request.params as Params;
    const address = userAddress({ account, username: name });
    return {
      item: providerOf('people'),
      action: 'Update',
      description: `User update failed (${act})`,
      address,
    };
  };
}

/** What somebody in charge does to a user beside changing his settings: named acts, each with its entry in the audit log. */
export function userActRoutes(app: FastifyInstance, { deps }: Pick<Services, 'deps'>): void {
  for (const [act, summary] of Object.entries(acts) as [ActOnUser, string][]) {
    app.post<{ Params: Params }>(
      `/v1/accounts/:account/users/:name/${act}`,
      {
        config: {
          access: { permission: 'users/manage', kind: providerOf('people'), account: accountOf },
          attempt: attempt(act),
        },
        schema: {
          summary,
          tags: ['users'],
          params,
          response: answers({ good: { 204: ['Done.', null] }, bad: [404, 409] }),
        },
      },
      async (request, reply) => {
        const { account, name: username } = request.params;
        await actOnUser(deps, callerOf(request).context, { account, username, act });
        return reply.code(204).send();
      },
    );
  }
}
