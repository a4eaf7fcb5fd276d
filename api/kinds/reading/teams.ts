import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import type { AccountWorld } from '../world.ts';
import type { NameSets } from './name-sets.ts';
import type { Selection } from './selection.ts';

interface Row {
  readonly account: string;
  readonly key: string;
  readonly membership: string | null;
  readonly roles: readonly string[];
}

const statement = `
  WITH team_wanted AS (
    SELECT r.id FROM jsonb_to_recordset($2::jsonb) AS x(account uuid, key text)
      JOIN resource r ON r.organisation_id = $1::uuid AND r.kind = 'Team' AND r.scope_id = x.account AND r.name_key = x.key
    UNION
    SELECT g.team_id FROM jsonb_to_recordset($3::jsonb) AS x(scope uuid, key text)
      JOIN resource r ON r.organisation_id = $1::uuid AND r.kind = 'Role' AND r.scope_id = x.scope AND r.name_key = x.key
      JOIN team_role g ON g.organisation_id = $1::uuid AND g.role_id = r.id
  )
  SELECT t.account_id AS account, n.name_key AS key, t.membership,
    array_remove(array_agg(DISTINCT r.name_key), NULL) AS roles
  FROM team_wanted w
  JOIN team t ON t.organisation_id = $1::uuid AND t.id = w.id
  JOIN resource n ON n.organisation_id = $1::uuid AND n.id = t.id
  LEFT JOIN team_role g ON g.organisation_id = $1::uuid AND g.team_id = t.id
  LEFT JOIN resource r ON r.organisation_id = $1::uuid AND r.id = g.role_id
  GROUP BY t.account_id, n.name_key, t.membership`;

/** The teams that the people read are in, that are touched, or that have a touched role; put into their accounts. One statement. */
export async function readTeamWorlds(
  tx: Tx,
  organisationId: string,
  accounts: ReadonlyMap<string, AccountWorld>,
  selection: Selection,
  sets: NameSets,
): Promise<void> {
  const keys = [...selection.teams, ...[...accounts].flatMap(([id, account]) => teamsOfPeople(id, account))];
  const found = await rows<Row>(
    tx,
    statement,
    organisationId,
    JSON.stringify(keys),
    JSON.stringify(selection.roles),
  );
  for (const { account, key, membership, roles } of found) {
    accounts.get(account)?.teams.set(key, { roles: sets.of(roles), membership });
  }
}

/** Sets of names are shared, so each is looked into once. */
function teamsOfPeople(account: string, { people }: AccountWorld): { account: string; key: string }[] {
  const sets = new Set<ReadonlySet<string>>();
  for (const { teams, otherTeams } of people.values()) sets.add(teams).add(otherTeams);
  const names = new Set([...sets].flatMap((names) => [...names]));
  return [...names].map((key) => ({ account, key }));
}
