import type { FetchedMetadata } from '../../../schemas/access/sso-configuration.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import type { AccountWorld } from '../world.ts';
import { nameAfter } from './account-names.ts';
import { fetchedMetadata } from './fetched-metadata.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly main: boolean;
  readonly enabled: boolean | null;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly seats: number;
  readonly limit: number | string | null;
  readonly tested: string | null;
  readonly required: boolean;
  readonly fetched: FetchedMetadata | null;
}

const statement = `
  SELECT a.id, a.name, a.main, a.enabled, r.metadata -> 'labels' AS labels, e.value -> 'limit' AS "limit",
    CASE WHEN c.tested_at IS NOT NULL THEN c.configuration END AS tested, c.required_since_at IS NOT NULL AS required,
    ${fetchedMetadata} AS fetched,
    (SELECT count(DISTINCT s.user_id) FROM seat s
      WHERE s.organisation_id = a.organisation_id AND s.account_id = a.id
        AND s.released_at IS NULL) AS seats
  FROM account a
  LEFT JOIN resource r ON r.organisation_id = a.organisation_id AND r.id = a.id
  LEFT JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'Seats'
  LEFT JOIN saml_connection c ON c.organisation_id = a.organisation_id AND c.account_id = a.id
  WHERE a.organisation_id = $1::uuid`;

/** All accounts of the organisation by the name they have after the plan, still without people and teams. One statement. */
export async function readAccountWorlds(
  tx: Tx,
  organisationId: string,
  renames: ReadonlyMap<string, string>,
): Promise<Map<string, AccountWorld>> {
  const found = await rows<Row>(tx, statement, organisationId);
  const worlds = found.map((row) => accountWorld(row, nameAfter(row.name, renames)));
  return new Map(worlds.map((world) => [world.name, world]));
}

function accountWorld(row: Row, name: string): AccountWorld {
  return {
    id: row.id,
    name,
    main: row.main,
    enabled: row.enabled ?? true,
    labels: row.labels ?? {},
    effective: {},
    provenance: {},
    people: new Map(),
    peopleCount: 0,
    seatsAssigned: row.seats,
    seatLimit: typeof row.limit === 'number' ? row.limit : null,
    sso: { testedConfiguration: row.tested, required: row.required, fetched: row.fetched },
    teams: new Map(),
  };
}

/** How many users each account has: counted in the index, for the accounts that matter. One statement. */
export async function countPeople(
  tx: Tx,
  organisationId: string,
  accounts: readonly AccountWorld[],
): Promise<void> {
  if (accounts.length === 0) return;
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const counts = await rows<{ id: string; people: number }>(
    tx,
    `SELECT account_id AS id, count(*) AS people FROM app_user
     WHERE organisation_id = $1::uuid AND account_id = ANY($2::uuid[]) GROUP BY account_id`,
    organisationId,
    [...byId.keys()],
  );
  for (const { id, people } of counts) {
    const account = byId.get(id);
    if (account) account.peopleCount = people;
  }
}
