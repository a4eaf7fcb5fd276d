import { Resolver } from 'node:dns/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { checkHost, type HostResolver } from '../hostnames/check-host.ts';
import { hostRecords, hostKind as kind } from '../hostnames/host-records.ts';
import type { Keyring } from '../identity/secrets/keyring.ts';
import { readEffective } from '../queries/effective.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import type { Services } from './services.ts';

interface Params {
  readonly account: string;
}

const accountOf = (request: FastifyRequest): string => (request.params as Params).account;

const record = {
  type: 'object',
  required: ['purpose', 'type', 'name', 'value', 'state', 'found'],
  properties: {
    purpose: { type: 'string', enum: ['address', 'proof'] },
    type: { type: 'string', enum: ['CNAME', 'A', 'AAAA', 'TXT'] },
    name: { type: 'string' },
    value: { type: 'string' },
    state: {
      type: 'string',
      enum: ['found', 'missing', 'differs', 'unreachable'],
      description: '`differs`: something else stands there. `unreachable`: DNS did not answer.',
    },
    found: { type: 'array', items: { type: 'string' }, description: 'What stands there.' },
  },
} as const;

const answer = {
  type: 'object',
  required: ['hostname', 'records', 'proven', 'checkedAt'],
  properties: {
    hostname: { type: ['string', 'null'], description: 'null: the account has none of its own.' },
    records: { type: 'array', items: record },
    proven: { type: 'boolean', description: 'All records were found.' },
    checkedAt: { type: 'string', format: 'date-time' },
  },
} as const;

/** Asks the system's DNS, and does not wait long. */
export function systemResolver(): HostResolver {
  return new Resolver({ timeout: 2000, tries: 2 });
}

/** The DNS records that an account's host name needs, and whether they are there. */
export function hostnameRoute(
  app: FastifyInstance,
  { deps, publicUrl }: Services,
  means: { readonly keyring: Keyring; readonly resolver: HostResolver },
): void {
  app.get<{ Params: Params }>(
    '/v1/accounts/:account/customization/hostname',
    {
      config: { access: { permission: 'customization/read', kind, account: accountOf } },
      schema: {
        summary: 'The DNS records that the account’s host name needs, looked up at this moment',
        tags: ['resources'],
        params: {
          type: 'object',
          required: ['account'],
          properties: { account: { type: 'string', maxLength: 256 } },
        },
        response: answers({ good: { 200: ['Records and what DNS says.', answer] }, bad: [404] }),
      },
    },
    async (request) => {
      const { organisationId } = callerOf(request).context;
      const account = accountOf(request);
      const effective = await deps.database.snapshot((tx) =>
        readEffective(tx, organisationId, { kind, account }),
      );
      if (effective === undefined)
        throw new Refusal(404, 'resource/unknown', `There is no Account ${account}.`);
      const hostname = effective.value['hostname'];
      const checkedAt = deps.now().toISOString();
      if (typeof hostname !== 'string') return { hostname: null, records: [], proven: false, checkedAt };
      const place = { organisationId, account, hostname };
      const records = await checkHost(means, place, hostRecords({ ...means, publicUrl }, place));
      return { hostname, records, proven: records.every(({ state }) => state === 'found'), checkedAt };
    },
  );
}
