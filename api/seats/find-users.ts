import { nameKey } from '../../schemas/contract/address.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { Refusal } from '../request/refusal.ts';

/** A user whose seat is to be changed. */
export interface SeatUser {
  readonly id: string;
  readonly username: string;
  /** A seat by hand or by manifest, in use or not: he stands among the declared holders. */
  readonly declared: boolean;
  /** A seat of any origin, in use or not. */
  readonly held: boolean;
  /** A seat that SSO, SCIM or a template gives him. */
  readonly other: boolean;
  /** A rule took it back. */
  readonly released: boolean;
}

const statement = `
  SELECT u.id, u.username, u.username_key AS key, coalesce(held.held, false) AS held, coalesce(held.declared, false) AS declared,
    coalesce(held.other, false) AS other, coalesce(held.released, false) AS released
  FROM app_user u
  CROSS JOIN LATERAL (
    SELECT bool_or(true) AS held, bool_and(s.released_at IS NOT NULL) AS released, bool_or(s.origin IN ('manual', 'manifest')) AS declared,
      bool_or(s.origin NOT IN ('manual', 'manifest')) AS other
    FROM seat s WHERE s.organisation_id = u.organisation_id AND s.user_id = u.id
  ) AS held
  WHERE u.organisation_id = $1::uuid AND u.account_id = $2::uuid AND u.username_key = ANY($3::text[])`;

function unknown(what: string): Refusal {
  return new Refusal(404, 'resource/unknown', `There is no ${what}.`);
}

export interface SeatUsers {
  readonly accountId: string;
  readonly users: readonly SeatUser[];
}

/**
 * Users of an account by their names, each once, with what they hold.
 * @throws Refusal 404 for an account or a user that is not there
 */
export async function findSeatUsers(
  tx: Tx,
  organisationId: string,
  account: string,
  usernames: readonly string[],
): Promise<SeatUsers> {
  const [place] = await rows<{ id: string }>(
    tx,
    'SELECT id FROM account WHERE organisation_id = $1::uuid AND name = $2',
    organisationId,
    account,
  );
  if (place === undefined) throw unknown(`account ${account}`);
  const keys = usernames.map(nameKey);
  const found = await rows<SeatUser & { readonly key: string }>(
    tx,
    statement,
    organisationId,
    place.id,
    keys,
  );
  const known = new Set(found.map(({ key }) => key));
  const missing = usernames.find((name) => !known.has(nameKey(name)));
  if (missing !== undefined) throw unknown(`user ${missing} in ${account}`);
  return { accountId: place.id, users: found };
}
