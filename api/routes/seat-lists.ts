import type { FastifyRequest } from 'fastify';
import { instantWritten } from '../audit/time-range.ts';
import { reachedAccounts } from '../identity/permissions.ts';
import { accountExists } from '../queries/account.ts';
import { Refusal } from '../request/refusal.ts';
import type { AccountsFilter } from '../seats/accounts.ts';
import type { PeopleFilter } from '../seats/people.ts';
import { seatsKind } from '../seats/seat-entry.ts';
import { callerOf, type Needed } from './access.ts';
import type { Services } from './services.ts';

/** Filters of lists of people, as the query string says them. */
export interface PeopleQuery {
  readonly q?: string;
  readonly account?: string;
  readonly seat?: 'assigned' | 'none' | 'released' | 'any';
  readonly reason?: 'any' | 'no-sign-in' | 'no-conversations-role';
  readonly conversationsRole?: string;
  readonly lastSignInFrom?: string;
  readonly lastSignInBefore?: string;
  readonly assignedFrom?: string;
  readonly assignedBefore?: string;
}

export interface AccountsQuery {
  readonly q?: string;
  readonly limited?: 'set' | 'none';
  readonly usageFrom?: number;
}

export interface AccountParams {
  readonly account: string;
}

const accountOf = (request: FastifyRequest): string => (request.params as AccountParams).account;

/** Looks only at what the caller reaches. */
export const mayRead: Needed = { permission: 'seats/read', kind: seatsKind };

export const mayReadAccount: Needed = { ...mayRead, account: accountOf };

export const mayManageAccount: Needed = {
  permission: 'seats/manage',
  kind: seatsKind,
  account: accountOf,
};

export const accountParams = {
  type: 'object',
  required: ['account'],
  properties: { account: { type: 'string', maxLength: 256 } },
} as const;

/** What the caller sees: names of accounts; null: all. */
export function accountsOf(request: FastifyRequest): readonly string[] | null {
  return reachedAccounts(callerOf(request).context.actor);
}

function unknownAccount(account: string): Refusal {
  return new Refusal(404, 'resource/unknown', `There is no account ${account}.`);
}

/** @throws Refusal 404 */
export async function assertAccount(
  { deps }: Services,
  request: FastifyRequest,
  account: string,
): Promise<void> {
  const { organisationId } = callerOf(request).context;
  const found = await deps.database.snapshot((tx) => accountExists(tx, organisationId, account));
  if (!found) throw unknownAccount(account);
}

/** @throws Refusal 400 */
function instantOf(name: string, text: string | undefined): Date | undefined {
  const instant = text === undefined ? undefined : instantWritten(text, 'UTC', false);
  if (text === undefined || instant !== undefined) return instant;
  throw new Refusal(400, 'request/bad-time', `\`${name}\` is no time: ${text}`, {
    remedy: 'write a date (2026-03-29) or a time with its offset (2026-03-29T10:00:00+02:00)',
  });
}

type TimeFilter = 'lastSignInFrom' | 'lastSignInBefore' | 'assignedFrom' | 'assignedBefore';
const timeFilters = ['lastSignInFrom', 'lastSignInBefore', 'assignedFrom', 'assignedBefore'] as const;

/** @throws Refusal 400 */
function timesOf(query: PeopleQuery): Partial<Record<TimeFilter, Date>> {
  const times: Partial<Record<TimeFilter, Date>> = {};
  for (const name of timeFilters) {
    const instant = instantOf(name, query[name]);
    if (instant !== undefined) times[name] = instant;
  }
  return times;
}

/**
 * The filter that a query stands for, within what the caller reaches.
 * @throws Refusal 400 for times that are none, 404 for an account out of reach
 */
export function peopleFilter(query: PeopleQuery, accounts: readonly string[] | null): PeopleFilter {
  const { account, q, seat, reason, conversationsRole } = query;
  if (account !== undefined && accounts?.includes(account) === false) throw unknownAccount(account);
  return {
    accounts,
    ...(account === undefined ? {} : { account }),
    ...(q === undefined ? {} : { q }),
    ...(conversationsRole === undefined ? {} : { conversationsRole }),
    ...(reason === undefined ? {} : { inactive: reason }),
    ...(seat === undefined || seat === 'any' ? {} : { seat }),
    ...timesOf(query),
  };
}

export function accountsFilter(query: AccountsQuery, accounts: readonly string[] | null): AccountsFilter {
  const { q, limited, usageFrom } = query;
  return {
    accounts,
    ...(q === undefined ? {} : { q }),
    ...(limited === undefined ? {} : { limit: limited }),
    ...(usageFrom === undefined ? {} : { usageFrom }),
  };
}
