import type { FastifyInstance, FastifyRequest } from 'fastify';
import { providerOf } from '../../schemas/semantics.ts';
import { reachedAccounts } from '../identity/permissions.ts';
import {
  countPeople,
  type ListedUser,
  type PeopleSearch,
  type PeopleSort,
  type Person,
  peopleSorts,
  readPeoplePage,
} from '../queries/people-page.ts';
import { allPages, csvReport, type ReportColumns } from '../seats/report.ts';
import { callerOf, type Needed } from './access.ts';
import { answers, pageOf } from './answers.ts';
import { decodeCursor, idForm, pageFrom, pageQuery, textForm, timeForm } from './cursor.ts';
import { sendReport } from './send-report.ts';
import type { Services } from './services.ts';

const tags = ['people'];
const access: Needed = { permission: 'users/read', kind: providerOf('people') };

const q = {
  type: 'string',
  maxLength: 1024,
  description:
    'A search: `role:"Account Manager" status:active -seat:yes last-sign-in:>90d` and words of the username, the name or the e-mail address, which must all be there.',
} as const;
const sort = {
  type: 'string',
  enum: [...peopleSorts],
  default: 'username',
  description: '`last-sign-in`: longest ago first, whoever never did before them.',
} as const;

interface Query {
  readonly q?: string;
}

interface ListQuery extends Query {
  readonly limit: number;
  readonly cursor?: string;
  readonly sort: PeopleSort;
}

const queryOf = (properties: object): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
});

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const texts = { type: 'array', items: text } as const;

const properties = {
  account: text,
  username: text,
  email: text,
  firstName: textOrNull,
  lastName: textOrNull,
  status: {
    ...text,
    description: 'active, invited, locked, suspended (by a rule), ended (last day over), disabled.',
  },
  roles: { ...texts, description: 'Held directly.' },
  conversationsRoles: texts,
  teams: texts,
  seat: { type: 'boolean' },
  lastSignInAt: { type: ['string', 'null'], format: 'date-time' },
  origin: { ...text, description: 'manual, manifest, sso, scim.' },
  managedBy: { ...texts, description: 'Manifest sets that own fields of this user.' },
} as const satisfies Record<keyof Person, object>;

const personSchema = { type: 'object', required: Object.keys(properties), properties } as const;

const columns: ReportColumns<ListedUser> = {
  account: ({ account }) => account,
  username: ({ username }) => username,
  firstName: ({ firstName }) => firstName,
  lastName: ({ lastName }) => lastName,
  email: ({ email }) => email,
  status: ({ status }) => status,
  roles: ({ roles }) => roles,
  conversationsRoles: ({ conversationsRoles }) => conversationsRoles,
  teams: ({ teams }) => teams,
  seat: ({ seat }) => seat,
  lastSignInAt: ({ lastSignInAt }) => lastSignInAt,
  origin: ({ origin }) => origin,
  managedBy: ({ managedBy }) => managedBy,
};

function searchOf({ deps }: Services, request: FastifyRequest, { q: asked = '' }: Query): PeopleSearch {
  return { q: asked, accounts: reachedAccounts(callerOf(request).context.actor), now: deps.now() };
}

function listRoute(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: ListQuery }>(
    '/v1/people',
    {
      config: { access },
      schema: {
        summary: 'People of all accounts that the caller reaches',
        tags,
        querystring: queryOf({ q, sort, ...pageQuery({ default: 50, maximum: 200 }) }),
        response: answers({ good: { 200: ['People.', pageOf(personSchema)] } }),
      },
    },
    async (request) => {
      const { limit, cursor, sort: sorted } = request.query;
      const { organisationId } = callerOf(request).context;
      const form = sorted === 'last-sign-in' ? timeForm : textForm;
      const [, key, id] = decodeCursor(cursor, [new RegExp(`^${sorted}$`), form, idForm]) ?? [];
      const after = key !== undefined && id !== undefined ? { key, id } : null;
      const search = searchOf(services, request, request.query);
      const found = await services.deps.database.snapshot((tx) =>
        readPeoplePage(tx, organisationId, search, { sort: sorted, after, limit: limit + 1 }),
      );
      const { items, next } = pageFrom(found, limit, ({ position }) => [sorted, position.key, position.id]);
      return { items: items.map(({ position: _, ...person }) => person), next };
    },
  );
}

function countRoute(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: Query }>(
    '/v1/people/count',
    {
      config: { access },
      schema: {
        summary: 'How many people a search finds',
        tags,
        querystring: queryOf({ q }),
        response: answers({
          good: {
            200: [
              'The count.',
              { type: 'object', required: ['count'], properties: { count: { type: 'integer', minimum: 0 } } },
            ],
          },
        }),
      },
    },
    async (request) => {
      const { organisationId } = callerOf(request).context;
      const search = searchOf(services, request, request.query);
      const count = await services.deps.database.snapshot((tx) => countPeople(tx, organisationId, search));
      return { count };
    },
  );
}

function reportRoute(app: FastifyInstance, services: Services): void {
  const { deps } = services;
  app.get<{ Querystring: Query }>(
    '/v1/people/report',
    {
      // A HEAD would read the whole list for nothing.
      exposeHeadRoute: false,
      config: { access },
      schema: {
        summary: 'People as CSV',
        tags,
        querystring: queryOf({ q }),
        response: {
          ...answers({ good: {} }),
          200: { description: 'The list as CSV.', content: { 'text/csv': { schema: { type: 'string' } } } },
        },
      },
    },
    async (request, reply) => {
      const { organisationId } = callerOf(request).context;
      const search = searchOf(services, request, request.query);
      const read = (last: ListedUser | null, limit: number): Promise<readonly ListedUser[]> =>
        deps.database.snapshot((tx) =>
          readPeoplePage(tx, organisationId, search, {
            sort: 'username',
            after: last?.position ?? null,
            limit,
          }),
        );
      // A search that is refused is refused before the answer begins.
      await read(null, 1);
      return sendReport(
        reply,
        `people-${deps.now().toISOString().slice(0, 10)}`,
        csvReport(columns, allPages(read)),
      );
    },
  );
}

/** People across accounts: a list that is searched and sorted, how many there are, and all of them as a file. */
export function peopleRoutes(app: FastifyInstance, services: Services): void {
  listRoute(app, services);
  countRoute(app, services);
  reportRoute(app, services);
}
