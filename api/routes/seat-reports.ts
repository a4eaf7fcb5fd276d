import type { FastifyInstance, FastifyReply } from 'fastify';
import { type AccountSeats, readAccountSeats } from '../seats/accounts.ts';
import { readSeatLog, type SeatLogRequest, type SeatMovement } from '../seats/log.ts';
import { type ListedPerson, type PeopleFilter, readSeatPeople } from '../seats/people.ts';
import { allPages, csvReport, type ReportColumns } from '../seats/report.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
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
import { accountsFilters, holdersFilters, inactiveFilters, logFilters, reportQuery } from './seat-schemas.ts';
import { sendReport } from './send-report.ts';
import type { Services } from './services.ts';

const tags = ['seats'];

const accountColumns: ReportColumns<AccountSeats> = {
  account: ({ account }) => account,
  name: ({ displayName }) => displayName,
  assigned: ({ assigned }) => assigned,
  limit: ({ limit }) => limit,
  usagePercent: ({ usage }) => usage,
  warning: ({ warning }) => warning,
  overLimit: ({ overLimit }) => overLimit,
};

const peopleColumns: ReportColumns<ListedPerson> = {
  account: ({ account }) => account,
  username: ({ username }) => username,
  firstName: ({ firstName }) => firstName,
  lastName: ({ lastName }) => lastName,
  email: ({ email }) => email,
  conversationsRoles: ({ conversationsRoles }) => conversationsRoles,
  lastSignInAt: ({ lastSignInAt }) => lastSignInAt,
  seat: ({ seat }) => seat,
  assignedAt: ({ assignedAt }) => assignedAt,
  origins: ({ origins }) => origins,
  releasedAt: ({ releasedAt }) => releasedAt,
  inactive: ({ inactive }) => inactive,
};

const logColumns: ReportColumns<SeatMovement> = {
  at: ({ at }) => at,
  doneBy: ({ doneBy }) => doneBy,
  event: ({ event }) => event,
  user: ({ user }) => user,
  account: ({ account }) => account,
  reason: ({ reason }) => reason,
  plan: ({ plan }) => plan,
};

const response = {
  ...answers({ good: {}, bad: [404] }),
  200: { description: 'The list as CSV.', content: { 'text/csv': { schema: { type: 'string' } } } },
};

/** A HEAD would read the whole list for nothing. */
const noHead = { exposeHeadRoute: false } as const;

function send(
  { deps }: Services,
  reply: FastifyReply,
  name: string,
  csv: AsyncIterable<string>,
): FastifyReply {
  const file = `${name}-${deps.now().toISOString().slice(0, 10)}`;
  return sendReport(reply, file, csv);
}

function peopleReport(
  { deps }: Services,
  organisationId: string,
  filter: PeopleFilter,
): AsyncIterable<string> {
  const at = deps.now();
  const pages = allPages<ListedPerson>((last, limit) =>
    deps.database.snapshot((tx) =>
      readSeatPeople(tx, organisationId, filter, { at, after: last?.position ?? null, limit }),
    ),
  );
  return csvReport(peopleColumns, pages);
}

function accountsReport(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: AccountsQuery }>(
    '/v1/seats/accounts/report',
    {
      ...noHead,
      config: { access: mayRead },
      schema: {
        summary: 'Seats of each account as CSV',
        tags,
        querystring: reportQuery(accountsFilters),
        response,
      },
    },
    async (request, reply) => {
      const { organisationId } = callerOf(request).context;
      const filter = accountsFilter(request.query, accountsOf(request));
      const pages = allPages<AccountSeats>((last, limit) =>
        services.deps.database.snapshot((tx) =>
          readAccountSeats(tx, organisationId, filter, { after: last?.account ?? null, limit }),
        ),
      );
      return send(services, reply, 'seats', csvReport(accountColumns, pages));
    },
  );
}

function peopleReports(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: PeopleQuery }>(
    '/v1/seats/inactive/report',
    {
      ...noHead,
      config: { access: mayRead },
      schema: {
        summary: 'Inactive users with seats as CSV',
        tags,
        querystring: reportQuery(inactiveFilters),
        response,
      },
    },
    async (request, reply) => {
      const { organisationId } = callerOf(request).context;
      const filter = peopleFilter(request.query, accountsOf(request));
      return send(services, reply, 'inactive-seats', peopleReport(services, organisationId, filter));
    },
  );
  app.get<{ Params: AccountParams; Querystring: PeopleQuery }>(
    '/v1/accounts/:account/seats/holders/report',
    {
      ...noHead,
      config: { access: mayReadAccount },
      schema: {
        summary: 'Seat holders of an account as CSV',
        tags,
        params: accountParams,
        querystring: reportQuery(holdersFilters),
        response,
      },
    },
    async (request, reply) => {
      const { organisationId } = callerOf(request).context;
      const { account } = request.params;
      await assertAccount(services, request, account);
      const filter = peopleFilter(request.query, [account]);
      return send(services, reply, 'seat-holders', peopleReport(services, organisationId, filter));
    },
  );
}

function logReport(app: FastifyInstance, services: Services): void {
  const { deps } = services;
  app.get<{ Querystring: SeatLogRequest }>(
    '/v1/seats/log/report',
    {
      ...noHead,
      config: { access: mayRead },
      schema: { summary: 'The seat log as CSV', tags, querystring: reportQuery(logFilters), response },
    },
    async (request, reply) => {
      const { organisationId } = callerOf(request).context;
      const place = { accounts: accountsOf(request), now: deps.now() };
      const read = (after: SeatMovement | null, limit: number): Promise<readonly SeatMovement[]> =>
        deps.database.snapshot((tx) =>
          readSeatLog(tx, organisationId, request.query, { ...place, after, limit }),
        );
      // A filter that is refused is refused before the answer begins.
      await read(null, 1);
      return send(services, reply, 'seat-log', csvReport(logColumns, allPages(read)));
    },
  );
}

/** The lists of seats as CSV files, whole or filtered. */
export function seatReportRoutes(app: FastifyInstance, services: Services): void {
  accountsReport(app, services);
  peopleReports(app, services);
  logReport(app, services);
}
