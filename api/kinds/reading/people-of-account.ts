import type { FetchedMetadata } from '../../../schemas/access/sso-configuration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { rows, type Tx } from '../../database/transaction.ts';
import type { AccountWorld, Person } from '../world.ts';
import { fetchedMetadata } from './fetched-metadata.ts';
import { NameSets } from './name-sets.ts';
import { readPeople } from './people.ts';
import { personOf } from './person-row.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly main: boolean;
  readonly enabled: boolean;
  readonly policy: JsonObject;
  readonly sso: JsonObject;
  readonly tested: string | null;
  readonly required: boolean;
  readonly fetched: FetchedMetadata | null;
}

/** Effective settings as last written out. */
const statement = `
  SELECT a.id, a.name, a.main, coalesce(a.enabled, true) AS enabled, coalesce(policy.value, '{}') AS policy,
    coalesce(sso.value, '{}') AS sso, CASE WHEN c.tested_at IS NOT NULL THEN c.configuration END AS tested,
    c.required_since_at IS NOT NULL AS required, ${fetchedMetadata} AS fetched
  FROM account a
  LEFT JOIN effective_setting policy ON policy.organisation_id = a.organisation_id AND policy.account_id = a.id AND policy.kind = 'SecurityPolicy'
  LEFT JOIN effective_setting sso ON sso.organisation_id = a.organisation_id AND sso.account_id = a.id AND sso.kind = 'SingleSignOn'
  LEFT JOIN saml_connection c ON c.organisation_id = a.organisation_id AND c.account_id = a.id
  WHERE a.organisation_id = $1::uuid AND a.id = $2::uuid`;

/** An account as it is now, with these of its people and without teams: for what a sign-in or a rule asks of a few of them. Two statements. */
export async function readPeopleOfAccount(
  tx: Tx,
  organisationId: string,
  accountId: string,
  ids: readonly string[],
): Promise<AccountWorld | null> {
  const [row] = await rows<Row>(tx, statement, organisationId, accountId);
  if (row === undefined) return null;
  const { people, grants } = await readPeople(tx, organisationId, { accounts: [], ids }, new NameSets());
  const found = (people.get(accountId) ?? []).map((person): [string, Person] => [
    person[3],
    personOf(person, row.name, grants),
  ]);
  return {
    id: row.id,
    name: row.name,
    main: row.main,
    enabled: row.enabled,
    labels: {},
    effective: { SecurityPolicy: row.policy, SingleSignOn: row.sso },
    provenance: {},
    people: new Map(found),
    peopleCount: found.length,
    seatsAssigned: 0,
    seatLimit: null,
    sso: { testedConfiguration: row.tested, required: row.required, fetched: row.fetched },
    teams: new Map(),
  };
}
