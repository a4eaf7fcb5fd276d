import type { FastifyInstance } from 'fastify';
import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import { type Answer, type Call, caller, makeOrganisation } from './test-server.ts';

/** A document of a declaration, as short as tests write it. */
export interface ShortDocument {
  readonly kind: string;
  readonly name?: string;
  readonly account?: string;
  readonly labels?: Record<string, string>;
  readonly spec: JsonObject;
}

/** The body of `POST /v1/plans` for these documents. */
export function declaration(documents: readonly ShortDocument[], set = 'settings'): object {
  return {
    version: '1',
    set: { name: set, prune: true },
    origin: { repository: 'https://git.example/settings', commit: 'abc123' },
    documents: documents.map(({ kind, name, account, labels, spec }, index) => ({
      kind,
      metadata: {
        ...(name === undefined ? {} : { name }),
        ...(account === undefined ? {} : { account }),
        ...(labels === undefined ? {} : { labels }),
      },
      spec,
      source: { file: 'all.yaml', line: index + 1 },
    })),
  };
}

type PlanAnswer = Answer<{ id: string; status: string; diagnostics: Json[] }>;

/** Plans and applies; throws what went wrong. */
export async function apply(call: Call, documents: readonly ShortDocument[], set?: string): Promise<string> {
  const plan: PlanAnswer = await call('POST', '/v1/plans', declaration(documents, set));
  if (plan.status !== 201)
    throw new Error(
      `${plan.status} ${plan.status === 200 ? JSON.stringify(plan.body.diagnostics) : plan.text}`,
    );
  const applied = await call('POST', `/v1/plans/${plan.body.id}/apply`);
  if (applied.status !== 200) throw new Error(`${applied.status} ${applied.text}`);
  return plan.body.id;
}

export interface World {
  /** The first Account Manager of the main account. */
  readonly admin: Call;
  readonly adminKey: string;
  /** A machine of the sub-account `emea` with all permissions. */
  readonly emea: Call;
  /** A machine of the main account without any role. */
  readonly powerless: Call;
  readonly planId: string;
}

/** A key of a service account. */
export async function keyOf(
  admin: Call,
  account: string,
  serviceAccount: string,
  more: object = {},
): Promise<string> {
  const made = await admin<{ key: string }>('POST', '/v1/api-keys', {
    name: `key of ${serviceAccount}`,
    account,
    serviceAccount,
    ...more,
  });
  if (made.status !== 201) throw new Error(made.text);
  return made.body.key;
}

/** Documents of an organisation with two sub-accounts; every name begins with `mark`, texts say whose they are. */
function documentsOf(mark: string, text: string): readonly ShortDocument[] {
  const accounts = ['emea', 'apac'].map((account) => `${mark}-${account}`);
  return [
    ...accounts.map((name) => ({
      kind: 'Account',
      name,
      labels: { region: name },
      spec: { displayName: `${text} ${name}` },
    })),
    ...accounts.flatMap((account) => [
      {
        kind: 'User',
        account,
        name: `${mark}-ana`,
        spec: { email: `ana@${account}.example`, lastName: `${text} ${account}` },
      },
      {
        kind: 'Team',
        account,
        name: `${mark}/team`,
        spec: { description: `${text} ${account}`, members: [`${mark}-ana`] },
      },
      { kind: 'ServiceAccount', account, name: `${mark}-machine`, spec: { roles: ['Account Manager'] } },
      { kind: 'SecurityPolicy', account, spec: { maxLoginAttempts: 7 } },
      { kind: 'Seats', account, spec: { limit: 5 } },
    ]),
    { kind: 'ServiceAccount', account: mark, name: `${mark}-powerless`, spec: { roles: [] } },
    { kind: 'Team', account: mark, name: `${mark}/team`, spec: { description: `${text} main` } },
    {
      kind: 'Role',
      name: `${mark} role`,
      spec: { description: `${text} shared`, permissions: ['users/read'] },
    },
    {
      kind: 'Role',
      account: `${mark}-emea`,
      name: `${mark} local role`,
      spec: { permissions: ['users/read'] },
    },
    {
      kind: 'SettingsTemplate',
      name: `${mark}-template`,
      spec: { order: 1, selector: {}, settings: { securityPolicy: { passwordValidityDays: 90 } } },
    },
  ];
}

/** An organisation called `mark`, with everything in it that routes can show. */
export async function testWorld(app: FastifyInstance, mark: string, text = 'text'): Promise<World> {
  const { apiKey } = await makeOrganisation(app, mark);
  const admin = caller(app, apiKey);
  const planId = await apply(admin, documentsOf(mark, text));
  return {
    admin,
    adminKey: apiKey,
    emea: caller(app, await keyOf(admin, `${mark}-emea`, `${mark}-machine`)),
    powerless: caller(app, await keyOf(admin, mark, `${mark}-powerless`)),
    planId,
  };
}
