import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readAccountSeats } from '../seats/accounts.ts';
import { readSeatLog, type SeatLogRequest } from '../seats/log.ts';
import { readSeatOverview } from '../seats/overview.ts';
import { type PeopleFilter, readSeatPeople } from '../seats/people.ts';
import { callerOf } from './access.ts';
import { answers, pageOf } from './answers.ts';
import { decodeCursor, idForm, type Page, pageFrom, textForm, timeForm } from './cursor.ts';
import { seatActRoutes } from './seat-acts.ts';
import {
  type AccountParams,
  type AccountsQuery,
  accountParams,
  accountsFilter,
  accountsOf,
  assertAccount,
  mayRead,
  mayReadAccount,
  type PeopleQuery,
  peopleFilter,
} from './seat-lists.ts';
import { seatReportRoutes } from './seat-reports.ts';
import {
  accountSeatsSchema,
  accountsFilters,
  allHoldersFilters,
  holdersFilters,
  inactiveFilters,
  listQuery,
  logFilters,
  movementSchema,
  overviewSchema,
  seatPersonSchema,
} from './seat-schemas.ts';
import type { Services } from './services.ts';

const tags = ['seats'];

interface Paged {
  readonly limit: number;
  readonly cursor?: string;
}

function overviewRoute(app: FastifyInstance, { deps, vendorContact }: Services): void {
  app.get(
    '/v1/seats',
    {
      config: { access: mayRead },
      schema: {
        summary: 'Seats at a glance: purchased, assigned, remaining, inactive',
        tags,
        response: answers({ good: { 200: ['The figures.', overviewSchema] } }),
      },
    },
    async (request) => {
      const { organisationId } = callerOf(request).context;
      const overview = await deps.database.snapshot((tx) =>
        readSeatOverview(tx, organisationId, accountsOf(request), deps.now()),
      );
      return { ...overview, vendorContact };
    },
  );
}

function accountsRoute(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Querystring: AccountsQuery & Paged }>(
    '/v1/seats/accounts',
    {
      config: { access: mayRead },
      schema: {
        summary: 'Seats of each account',
        tags,
        querystring: listQuery(accountsFilters),
        response: answers({ good: { 200: ['Accounts, by name.', pageOf(accountSeatsSchema)] } }),
      },
    },
    async (request) => {
      const { limit, cursor, ...asked } = request.query;
      const { organisationId } = callerOf(request).context;
      const [after = null] = decodeCursor(cursor, [textForm]) ?? [];
      const filter = accountsFilter(asked, accountsOf(request));
      const found = await deps.database.snapshot((tx) =>
        readAccountSeats(tx, organisationId, filter, { after, limit: limit + 1 }),
      );
      return pageFrom(found, limit, ({ account }) => [account]);
    },
  );
}

async function peoplePage(
  { deps }: Services,
  request: FastifyRequest,
  filter: PeopleFilter,
  { limit, cursor }: Paged,
): Promise<Page<object>> {
  const { organisationId } = callerOf(request).context;
  const [account, username] = decodeCursor(cursor, [textForm, textForm]) ?? [];
  const after = account !== undefined && username !== undefined ? { account, username } : null;
  const found = await deps.database.snapshot((tx) =>
    readSeatPeople(tx, organisationId, filter, { at: deps.now(), after, limit: limit + 1 }),
  );
  const { items, next } = pageFrom(found, limit, ({ position }) => [position.account, position.username]);
  return { items: items.map(({ position: _, ...person }) => person), next };
}

function peopleRoutes(app: FastifyInstance, services: Services): void {
  const response = answers({
    good: { 200: ['People, by account and username.', pageOf(seatPersonSchema)] },
    bad: [404],
  });
  app.get<{ Querystring: PeopleQuery & Paged }>(
    '/v1/seats/inactive',
    {
      config: { access: mayRead },
      schema: {
        summary:
          'Who holds a seat and is inactive: no sign-in for over three months, or no role in Conversations',
        tags,
        querystring: listQuery(inactiveFilters),
        response,
      },
    },
    (request) => {
      const { limit: _limit, cursor: _cursor, ...asked } = request.query;
      return peoplePage(services, request, peopleFilter(asked, accountsOf(request)), request.query);
    },
  );
  app.get<{ Querystring: PeopleQuery & Paged }>(
    '/v1/seats/holders',
    {
      config: { access: mayRead },
      schema: {
        summary: 'Seat holders of all accounts, or who has none',
        tags,
        querystring: listQuery(allHoldersFilters),
        response,
      },
    },
    (request) => {
      const { limit: _limit, cursor: _cursor, ...asked } = request.query;
      return peoplePage(services, request, peopleFilter(asked, accountsOf(request)), request.query);
    },
  );
  app.get<{ Params: AccountParams; Querystring: PeopleQuery & Paged }>(
    '/v1/accounts/:account/seats/holders',
    {
      config: { access: mayReadAccount },
      schema: {
        summary: 'Seat holders of an account, or who of its people has none',
        tags,
        params: accountParams,
        querystring: listQuery(holdersFilters),
        response,
      },
    },
    async (request) => {
      const { limit: _limit, cursor: _cursor, ...asked } = request.query;
      const { account } = request.params;
      await assertAccount(services, request, account);
      return peoplePage(services, request, peopleFilter(asked, [account]), request.query);
    },
  );
}

function logRoute(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Querystring: SeatLogRequest & Paged }>(
    '/v1/seats/log',
    {
      config: { access: mayRead },
      schema: {
        summary: 'Read the seat log, newest first',
        tags,
        querystring: listQuery(logFilters),
        response: answers({ good: { 200: ['Movements of seats.', pageOf(movementSchema)] }, bad: [404] }),
      },
    },
    async (request) => {
      const { limit, cursor, ...asked } = request.query;
      const { organisationId } = callerOf(request).context;
      const [at, id] = decodeCursor(cursor, [timeForm, idForm]) ?? [];
      const after = at !== undefined && id !== undefined ? { at, id } : null;
      const page = { accounts: accountsOf(request), now: deps.now(), after, limit: limit + 1 };
      const found = await deps.database.snapshot((tx) => readSeatLog(tx, organisationId, asked, page));
      return pageFrom(found, limit, (last) => [last.at, last.id]);
    },
  );
}

/** Seats: figures, the lists behind them, the log, reports, and giving and taking them. */
export function seatRoutes(app: FastifyInstance, services: Services): void {
  overviewRoute(app, services);
  accountsRoute(app, services);
  peopleRoutes(app, services);
  logRoute(app, services);
  seatReportRoutes(app, services);
  seatActRoutes(app, services);
}
