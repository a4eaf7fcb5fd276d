import { bodyOf, client } from '../../client/client.ts';
import type { Finding, Source } from './finding.ts';

/** As many as one page of a list brings; whoever has more sees them in the list itself. */
const limit = 100;
/** The lowest share at which a warning may come, see the seats' thresholds. */
const usageFrom = 85;
const accountsShown = 5;

async function waitingPlans(): Promise<readonly Finding[]> {
  const { items } = await bodyOf(
    client.GET('/v1/plans', { params: { query: { status: 'waiting', limit } } }),
  );
  return [{ about: 'plans', count: items.length, link: { to: '/changes', search: { status: 'waiting' } } }];
}

/** Entries of the last week, of one search. */
function inAudit(about: Finding['about'], search: string): Source {
  const q = `${search} since:7d`;
  return {
    key: about,
    permission: 'audit/read',
    read: async () => {
      const { items } = await bodyOf(client.GET('/v1/audit', { params: { query: { q, limit } } }));
      return [{ about, count: items.length, link: { to: '/audit', search: { q } } }];
    },
  };
}

async function fullAccounts(): Promise<readonly Finding[]> {
  const { items } = await bodyOf(
    client.GET('/v1/seats/accounts', { params: { query: { usageFrom, limit } } }),
  );
  return items
    .filter(({ warning, overLimit }) => warning || overLimit)
    .slice(0, accountsShown)
    .map(({ account, displayName, usage }) => ({
      about: 'seats',
      count: Math.round(usage ?? 0),
      name: displayName ?? account,
      link: { to: '/seats/accounts/$account', params: { account } },
    }));
}

async function inactivePeople(): Promise<readonly Finding[]> {
  const { inactive } = await bodyOf(client.GET('/v1/seats'));
  return [{ about: 'inactive', count: inactive.users, link: { to: '/seats/inactive' } }];
}

function people(about: Finding['about'], q: string, link: Finding['link']): Source {
  return {
    key: about,
    permission: 'users/read',
    read: async () => {
      const { count } = await bodyOf(client.GET('/v1/people/count', { params: { query: { q } } }));
      return [{ about, count, link }];
    },
  };
}

/** What is asked, the most urgent first. */
export const sources: readonly Source[] = [
  { key: 'plans', read: waitingPlans },
  inAudit('applies', 'item:Plan action:Apply status:failure'),
  inAudit('signIns', 'action:"Unusual sign-in"'),
  inAudit('failures', 'action:"Unusual failures"'),
  inAudit('handChanges', 'action:"Unusual changes"'),
  people('locked', 'status:locked', { to: '/users', search: { q: 'status:locked' } }),
  { key: 'seats', permission: 'seats/read', read: fullAccounts },
  { key: 'inactive', permission: 'seats/read', read: inactivePeople },
  people('invited', 'status:invited', { to: '/users', search: { tab: 'invites' } }),
];
