import { uuidv7 } from 'uuidv7';
import type { Database } from '../../api/database/database.ts';
import { rows } from '../../api/database/transaction.ts';
import { everything } from '../../api/identity/permissions.ts';
import { type CreatedOrganisation, createOrganisation } from '../../api/organisations/create.ts';
import type { Deps, RequestContext } from '../../api/request/context.ts';

/** An organisation as its vendor makes it, and its first Account Manager as the one who acts. */
export interface Organisation {
  readonly deps: Deps;
  readonly context: RequestContext;
  readonly created: CreatedOrganisation;
}

interface Wanted {
  readonly name: string;
  readonly seats: number;
  /** Username of the first Account Manager. */
  readonly admin: string;
  readonly email: string;
}

/** Makes an organisation in the database, as `bylaw operator organisation create` does. */
export async function foundOrganisation(database: Database, wanted: Wanted): Promise<Organisation> {
  const deps: Deps = { database, now: () => new Date(), newId: uuidv7 };
  const origin = { ip: null, requestId: null, publicUrl: 'http://127.0.0.1:8080' };
  const created = await createOrganisation(deps, wanted, origin);
  const organisationId = await database.snapshot((tx) => idOf(tx, wanted.name));
  const context: RequestContext = {
    organisationId,
    organisation: wanted.name,
    actor: {
      type: 'user',
      id: null,
      name: wanted.admin,
      account: wanted.name,
      main: true,
      permissions: new Set([everything]),
    },
    ip: null,
    requestId: null,
  };
  return { deps, context, created };
}

async function idOf(tx: Parameters<typeof rows>[0], name: string): Promise<string> {
  const [row] = await rows<{ id: string }>(tx, 'SELECT id FROM organisation WHERE name = $1', name);
  if (row === undefined) throw new Error(`there is no organisation ${name}`);
  return row.id;
}
