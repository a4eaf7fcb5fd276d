import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import type { NameSets } from './name-sets.ts';
import type { Wanted } from './people.ts';

type GrantType = 'role' | 'conversations' | 'team' | 'seat';

interface Row {
  readonly type: GrantType;
  /** Folded name of the role or team, conversations role; empty for a seat. */
  readonly name: string;
  /** By hand or manifest; else by sso, scim or a template. */
  readonly own: boolean;
  /** Ids, with commas between. */
  readonly people: string;
}

/** The grants of one table, grouped by what is granted, of people in whole accounts and of those by id; who comes twice counts once. */
function grantsOf(type: GrantType, table: string, target: string): string {
  const columns = `${target} AS target, g.origin IN ('manual', 'manifest') AS own, g.user_id`;
  return `
    SELECT '${type}' AS type, target::text, own, string_agg(user_id::text, ',') AS people FROM (
      SELECT ${columns} FROM app_user u JOIN ${table} g ON g.organisation_id = u.organisation_id AND g.user_id = u.id
        WHERE u.organisation_id = $1::uuid AND u.account_id = ANY($2::uuid[])
      UNION ALL
      SELECT ${columns} FROM ${table} g WHERE g.organisation_id = $1::uuid AND g.user_id = ANY($3::uuid[])
    ) AS of_${type} GROUP BY target, own`;
}

/** By what is granted, not by person: there are few roles and teams, and their names need not be repeated. */
const statement = `
  WITH granted AS (
    ${grantsOf('role', 'user_role', 'g.role_id')}
    UNION ALL ${grantsOf('team', 'team_member', 'g.team_id')}
    UNION ALL ${grantsOf('conversations', 'user_conversations_role', 'g.role')}
    UNION ALL ${grantsOf('seat', 'seat', "''")}
  )
  SELECT g.type, g.own, g.people, CASE WHEN g.type IN ('role', 'team')
    THEN (SELECT r.name_key FROM resource r WHERE r.organisation_id = $1::uuid AND r.id = g.target::uuid)
    ELSE g.target END AS name
  FROM granted g`;

/** What people have, by id: their own, and what comes from sso, scim or a template. */
export class Grants {
  readonly #own: Readonly<Record<GrantType, Map<string, ReadonlySet<string>>>>;
  readonly #other: Readonly<Record<GrantType, Map<string, ReadonlySet<string>>>>;
  readonly #sets: NameSets;

  constructor(found: readonly Row[], sets: NameSets) {
    const empty = () => ({ role: new Map(), conversations: new Map(), team: new Map(), seat: new Map() });
    this.#own = empty();
    this.#other = empty();
    this.#sets = sets;
    for (const { type, name, own, people } of found)
      this.#add((own ? this.#own : this.#other)[type], name, people);
  }

  #add(known: Map<string, ReadonlySet<string>>, name: string, people: string): void {
    for (const id of people.split(','))
      known.set(id, this.#sets.with(known.get(id) ?? this.#sets.none, name));
  }

  own(id: string, type: GrantType): ReadonlySet<string> {
    return this.#own[type].get(id) ?? this.#sets.none;
  }

  other(id: string, type: GrantType): ReadonlySet<string> {
    return this.#other[type].get(id) ?? this.#sets.none;
  }
}

/** Roles, teams, conversations roles and seats of people. One statement. */
export async function readGrants(
  tx: Tx,
  organisationId: string,
  wanted: Wanted,
  sets: NameSets,
): Promise<Grants> {
  return new Grants(await rows<Row>(tx, statement, organisationId, wanted.accounts, wanted.ids), sets);
}
