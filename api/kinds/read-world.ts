import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Tx } from '../database/transaction.ts';
import { rows } from '../database/transaction.ts';
import type { Touched } from './kind.ts';
import { accountNames } from './reading/account-names.ts';
import { countPeople, readAccountWorlds } from './reading/accounts.ts';
import { NameSets } from './reading/name-sets.ts';
import { readPeople } from './reading/people.ts';
import { personOf } from './reading/person-row.ts';
import { readRolePermissions } from './reading/roles.ts';
import { selectionOf } from './reading/selection.ts';
import { readTeamWorlds } from './reading/teams.ts';
import { findWanted } from './reading/wanted.ts';
import type { AccountWorld, World } from './world.ts';

/** What of an organisation a plan is held against. */
export interface WorldRequest {
  readonly touched: readonly Touched[];
  /** The lock-out guard needs them, whatever else changes. */
  readonly alwaysAccountManagers: true;
  /** New names of accounts by folded old name: the world has the names of after the plan on both sides, as changes have. */
  readonly renames?: ReadonlyMap<string, string>;
}

/**
 * Reads the part of an organisation that a plan touches, in eight statements however large it is: accounts, the people concerned with the
 * facts of their sign-ins, their teams and roles. `effective` and `provenance` are left empty.
 */
export async function readWorld(
  tx: Tx,
  organisationId: string,
  organisation: string,
  now: Date,
  request: WorldRequest,
): Promise<World> {
  const accounts = await readAccountWorlds(tx, organisationId, request.renames ?? new Map());
  const selection = selectionOf(organisationId, request.touched, accountNames(accounts));
  const byId = new Map([...accounts.values()].map((account) => [account.id ?? '', account]));
  const sets = new NameSets();
  const wanted = { accounts: selection.everyone, ids: await findWanted(tx, organisationId, selection) };
  const { people, grants } = await readPeople(tx, organisationId, wanted, sets);
  for (const [id, found] of people) {
    const account = byId.get(id);
    for (const row of found) account?.people.set(row[3], personOf(row, account.name, grants));
  }
  await readTeamWorlds(tx, organisationId, byId, selection, sets);
  const concerned = accountsConcerned(byId, selection);
  await countPeople(tx, organisationId, concerned);
  const names = new Map(concerned.map(({ id, name }) => [id ?? '', name]));
  const roles = await readRolePermissions(tx, organisationId, names);
  return { organisation, now, accounts, roles, ...(await readOrganisation(tx, organisationId)) };
}

/** The accounts in which something was read or asked for. */
function accountsConcerned(
  byId: ReadonlyMap<string, AccountWorld>,
  { everyone, users, teams, roles }: ReturnType<typeof selectionOf>,
): readonly AccountWorld[] {
  const asked = new Set([
    ...everyone,
    ...[...users, ...teams].map(({ account }) => account),
    ...roles.map(({ scope }) => scope),
  ]);
  return [...byId].flatMap(([id, account]) =>
    account.main || account.people.size > 0 || asked.has(id) ? [account] : [],
  );
}

async function readOrganisation(
  tx: Tx,
  organisationId: string,
): Promise<Pick<World, 'purchasedSeats' | 'changePolicy'>> {
  const [row] = await rows<{ purchased: number; policy: JsonObject | null }>(
    tx,
    `SELECT o.purchased_seats AS purchased, (
       SELECT s.spec FROM setting s WHERE s.organisation_id = o.id AND s.account_id IS NULL AND s.kind = 'ChangePolicy' LIMIT 1
     ) AS policy
     FROM organisation o WHERE o.id = $1::uuid`,
    organisationId,
  );
  return { purchasedSeats: row?.purchased ?? 0, changePolicy: row?.policy ?? {} };
}
