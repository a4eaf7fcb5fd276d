import type { FastifyInstance } from 'fastify';
import type { Database } from '../../../api/database/database.ts';
import { rows } from '../../../api/database/transaction.ts';
import { makeOrganisation } from './test-server.ts';

/** Begins the name of everything in the organisation that is looked at. */
export const mark = 'canary';
/** Stands in values of that organisation, and in no request, so that any leak is seen. */
export const treasure = 'treasure';

/**
 * Routes that somebody reaches who says nothing of who he is, each by itself: a route that becomes one of them by mistake is seen here. They open
 * to a password, a link, a token of a CI system or an identity provider.
 */
const doors = new Set([
  'POST /v1/sign-in',
  'POST /v1/invitations/read',
  'POST /v1/invitations/accept',
  'POST /v1/password/forgotten',
  'POST /v1/password/reset',
  'POST /v1/email/verify',
  'POST /v1/unlock',
  'POST /v1/token',
]);

/** They look at the session by themselves, since it need not be a finished one. */
const steps = new Set([
  'GET /v1/sign-in',
  'POST /v1/sign-out',
  'POST /v1/sign-in/second-factor',
  'POST /v1/sign-in/password',
  'POST /v1/sign-in/passkey',
  'POST /v1/sign-in/passkey/confirm',
  'POST /v1/second-factor/app',
  'POST /v1/second-factor/app/confirm',
  'POST /v1/second-factor/passkey',
  'POST /v1/second-factor/passkey/confirm',
]);

/** `self`: by whoever is signed in with a browser, about himself. */
export type RouteKind = 'open' | 'door' | 'step' | 'operator' | 'self' | 'guarded';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly kind: RouteKind;
}

type Secured = Readonly<
  Record<string, Readonly<Record<string, { readonly security?: readonly object[] }>> | undefined>
>;

export const documentPath = (url: string): string => url.replace(/:(\w+)/g, '{$1}');

function kindOf(method: string, url: string, security: readonly object[]): RouteKind {
  const route = `${method} ${url}`;
  if (url.startsWith('/v1/operator/')) return 'operator';
  if (!url.startsWith('/v1/')) return 'open';
  if (doors.has(route)) return 'door';
  if (steps.has(route)) return 'step';
  const names = security.flatMap((way) => Object.keys(way));
  return names.includes('session') && !names.includes('apiKey') ? 'self' : 'guarded';
}

/** Every route that a server has, but for HEAD. */
export function routesOf(app: FastifyInstance): readonly Route[] {
  const { paths } = app.swagger() as unknown as { paths: Secured };
  return [...app.routeTable].flatMap(([url, { methods }]) =>
    [...methods]
      .filter((method) => method !== 'HEAD')
      .map((method) => {
        const { security = [] } = paths[documentPath(url)]?.[method.toLowerCase()] ?? {};
        return { method: method as Route['method'], url, kind: kindOf(method, url, security) };
      }),
  );
}

/** What stands at each place, so that addresses are those of things that are there. */
const names: Readonly<Record<string, string>> = {
  accounts: `${mark}-emea`,
  teams: `${mark}/team`,
  users: `${mark}-ana`,
  roles: `${mark} role`,
  'service-accounts': `${mark}-machine`,
  'settings-templates': `${mark}-template`,
  organisations: mark,
};

/** Ids of what the organisation has, by the folder that they stand in. */
export type Ids = Readonly<Record<'plans' | 'api-keys' | 'sessions' | 'notifications', string>>;

/** The address of something of the organisation that is there. */
export function addressOf(url: string, account: string, ids: Ids): string {
  const folder = /\/([a-z-]+)\/:name/.exec(url)?.[1] ?? '';
  const name = folder === 'accounts' ? account : (names[folder] ?? 'x');
  const id = ids[(/\/([a-z-]+)\/:id/.exec(url)?.[1] ?? '') as keyof Ids] ?? ids['api-keys'];
  return url.replace(':account', account).replace(':name', encodeURIComponent(name)).replace(':id', id);
}

const bodies: Readonly<Record<string, object>> = {
  '/v1/plans': { version: '1', set: { name: 'x', prune: true }, origin: {}, documents: [] },
  '/v1/plans/:id/approve': {},
  '/v1/plans/:id/reject': { comment: 'x' },
  '/v1/api-keys': { name: 'x' },
  '/v1/api-keys/:id': { expiresAt: null },
  '/v1/accounts/:account/seats/assign': { users: [`${mark}-ana`] },
  '/v1/accounts/:account/seats/remove': { users: [`${mark}-ana`] },
  '/v1/me/notifications/:id': { read: true },
  '/v1/me/subscriptions': { switches: [] },
  '/v1/me/password': { current: 'not the one', password: 'correct horse battery staple' },
  '/v1/me/recovery-codes': { password: 'not the one' },
  '/v1/me/email': { email: 'other@mail.example', password: 'not the one' },
  '/v1/me/mobile/verify': { code: '000000' },
  '/v1/sign-in/second-factor': { code: '000000' },
  '/v1/sign-in/password': { password: 'correct horse battery staple' },
  '/v1/sign-in/passkey/confirm': { response: {} },
  '/v1/second-factor/app': { password: 'not the one' },
  '/v1/second-factor/passkey': { password: 'not the one' },
  '/v1/second-factor/app/confirm': { code: '000000' },
  '/v1/second-factor/passkey/confirm': { name: 'x', response: {} },
};

/** A body that the route takes. */
export function bodyFor({ method, url }: Pick<Route, 'method' | 'url'>): object | undefined {
  if (method === 'GET' || method === 'DELETE' || url.endsWith('/apply')) return undefined;
  return bodies[url] ?? { spec: {} };
}

const tables = [
  'resource',
  'account',
  'team',
  'role',
  'setting',
  'app_user',
  'plan',
  'plan_decision',
  'ownership',
  'session',
  'link',
  'invitation',
  'notification',
  'user_credential',
  'webhook_secret',
];
const sumOf = (table: string): string =>
  `SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS sum FROM ${table} t WHERE t.organisation_id = $1::uuid`;
const keys = `SELECT md5(string_agg(id::text || coalesce(expires_at::text, '') || coalesce(revoked_at::text, ''), ',' ORDER BY id)) AS sum
  FROM api_key WHERE organisation_id = $1::uuid`;

/** Everything of the organisation that a request could change. */
export async function stateOf(database: Database, organisation: string): Promise<string> {
  return database.snapshot(async (tx) => {
    const [found] = await rows<{ id: string }>(
      tx,
      'SELECT id FROM organisation WHERE name = $1',
      organisation,
    );
    const whole = [...tables.map(sumOf), keys].join(' UNION ALL ');
    return JSON.stringify(await rows(tx, whole, found?.id ?? ''));
  });
}

/** Where the token of a first Account Manager's invitation stands. */
export async function foundAndInvite(app: FastifyInstance, name: string) {
  const made = await makeOrganisation(app, name);
  return { ...made, invitation: made.invitationUrl.split('#')[1] ?? '' };
}
