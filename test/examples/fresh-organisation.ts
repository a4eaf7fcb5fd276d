import type { Database } from '../../api/database/database.ts';
import { execute } from '../../api/database/transaction.ts';
import { foundOrganisation, type Organisation } from '../whole/organisation.ts';

let parked = 0;

/** Gives the name `acme`, and all that is unique on the server, up for the next one. */
async function park(database: Database, name: string): Promise<void> {
  parked += 1;
  await database.write(async (tx) => {
    await execute(tx, 'DELETE FROM claim');
    await execute(tx, 'UPDATE organisation SET name = $1 WHERE name = $2', `${name}-${parked}`, name);
  });
}

/**
 * The organisation of an example as its vendor makes it: five purchased seats unless said otherwise, and `ana` as first
 * Account Manager. An earlier one of that name steps aside, which is faster than a database for each.
 */
export async function freshOrganisation(
  database: Database,
  { name = 'acme', seats = 5, admin = 'ana' }: { name?: string; seats?: number; admin?: string } = {},
): Promise<Organisation> {
  await park(database, name);
  return foundOrganisation(database, { name, seats, admin, email: `${admin}@${name}.example` });
}
