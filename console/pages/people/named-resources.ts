import { useQuery } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';
import { everyPage, type Pages } from '../../client/pages.ts';
import { useMay } from '../../client/who.ts';
import type { components } from '../../generated/api.d.ts';
import type { Owner } from '../../parts/managed-mark.tsx';
import { withCursor } from './person.ts';

/** A team or a role, with the account that it belongs to; null: the organisation. */
export interface Named<Spec> {
  readonly name: string;
  readonly account: string | null;
  readonly spec: Spec;
  readonly version: number | null;
  readonly owners: readonly Owner[];
  readonly origin: string | undefined;
}

export type Team = Named<components['schemas']['TeamSpec']>;
export type Role = Named<components['schemas']['RoleSpec']>;

interface Item {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: object;
  readonly version: number | null;
  readonly owners: readonly Owner[];
  readonly origin?: string;
}

function namedOf<Spec>({ metadata, spec, version, owners, origin }: Item): Named<Spec> {
  const { name, account } = metadata;
  return {
    name: String(name),
    account: typeof account === 'string' ? account : null,
    // The kind that was asked for says which spec it is.
    spec: spec as Spec,
    version,
    owners,
    origin,
  };
}

async function ofAllAccounts<Spec>(kind: 'Team' | 'Role'): Promise<readonly Named<Spec>[]> {
  const items = await everyPage((cursor) =>
    bodyOf(client.GET('/v1/resources', { params: { query: { kind, limit: 500, ...withCursor(cursor) } } })),
  );
  return items.map((item) => namedOf<Spec>(item));
}

/** Roles of the organisation, predefined ones first, then those of accounts. */
async function readRoles(): Promise<readonly Role[]> {
  const shared = await everyPage((cursor) =>
    bodyOf(client.GET('/v1/roles', { params: { query: { limit: 500, ...withCursor(cursor) } } })),
  );
  const own = await ofAllAccounts<Role['spec']>('Role');
  const ofOrganisation = shared.map((item) => namedOf<Role['spec']>(item));
  return [
    ...ofOrganisation.filter(({ origin }) => origin === 'platform'),
    ...ofOrganisation.filter(({ origin }) => origin !== 'platform'),
    ...own.filter(({ account }) => account !== null),
  ];
}

/** Every role that the person may know of; empty for whoever may not. */
export function useRoles() {
  const may = useMay();
  return useQuery({ queryKey: ['roles'], queryFn: readRoles, enabled: may('roles/read') });
}

/** Names of the roles that users of an account can have. */
export function useRoleNames(account: string): readonly string[] {
  const roles = useRoles().data ?? [];
  const inForce = roles.filter((role) => role.account === null || role.account === account);
  return [...new Set(inForce.map(({ name }) => name))];
}

/** Every team that the person may know of. */
export function useTeams() {
  const may = useMay();
  return useQuery({
    queryKey: ['teams'],
    queryFn: () => ofAllAccounts<Team['spec']>('Team'),
    enabled: may('teams/read'),
  });
}

/** A list that is there as a whole, for a table that reads pages. */
export function wholeList<Item>(
  items: readonly Item[],
  query: { readonly isPending: boolean; readonly error: Error | null; refetch(): unknown },
): Pages<Item> {
  return {
    items,
    hasMore: false,
    isLoading: query.isPending,
    isLoadingMore: false,
    error: query.error,
    loadMore: () => undefined,
    reload: () => void query.refetch(),
  };
}
