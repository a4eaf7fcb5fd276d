import { effectiveSettings } from '../../controller/reconcile/effective.ts';
import { settingsKinds } from '../../controller/reconcile/template.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { accountManager, predefinedRoles } from '../../schemas/predefined-roles.ts';
import { providerOf } from '../../schemas/semantics.ts';
import { execute, insertRows, type Tx } from '../database/transaction.ts';

/** What an organisation begins with. */
export interface Founding {
  readonly organisationId: string;
  readonly accountId: string;
  readonly userId: string;
  readonly name: string;
  readonly seats: number;
  /** Username of the first Account Manager. */
  readonly admin: string;
  readonly email: string;
  /** ISO 8601. */
  readonly at: string;
  readonly defaults: Readonly<Record<string, JsonObject>>;
  readonly newId: () => string;
}

const settingColumns = {
  organisation_id: 'uuid',
  account_id: 'uuid',
  kind: 'text',
  value: 'jsonb',
  provenance: 'jsonb',
};

const resourceColumns = {
  organisation_id: 'uuid',
  id: 'uuid',
  kind: 'text',
  scope_id: 'uuid',
  account_id: 'uuid',
  name: 'text',
  name_key: 'text',
  predefined: 'boolean',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
};

interface FoundedRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}

async function insertResources(
  tx: Tx,
  { organisationId, at }: Founding,
  resources: readonly {
    id: string;
    kind: string;
    account: string | null;
    name: string;
    predefined: boolean;
  }[],
): Promise<void> {
  const rows = resources.map(({ id, kind, account, name, predefined }) => ({
    organisation_id: organisationId,
    id,
    kind,
    scope_id: account ?? organisationId,
    account_id: account,
    name,
    name_key: nameKey(name),
    predefined,
    created_at: at,
    updated_at: at,
  }));
  await insertRows(tx, 'resource', resourceColumns, rows);
}

/** The main account, named like the organisation, with the platform's defaults in effect. */
async function foundAccount(tx: Tx, founding: Founding): Promise<void> {
  const { organisationId, accountId, name, defaults } = founding;
  await execute(
    tx,
    'INSERT INTO account (organisation_id, id, name, main) VALUES ($1::uuid, $2::uuid, $3, true)',
    organisationId,
    accountId,
    name,
  );
  const rows = settingsKinds().map((kind) => {
    const { value, from } = effectiveSettings(
      kind,
      { account: name, labels: {}, own: {} },
      [],
      defaults[kind] ?? {},
    );
    return { organisation_id: organisationId, account_id: accountId, kind, value, provenance: from };
  });
  await insertRows(tx, 'effective_setting', settingColumns, rows);
}

async function foundRoles(
  tx: Tx,
  { organisationId }: Founding,
  roles: readonly FoundedRole[],
): Promise<void> {
  const columns = {
    organisation_id: 'uuid',
    id: 'uuid',
    name: 'text',
    predefined: 'boolean',
    description: 'text',
    permissions: 'text[]',
  };
  const rows = roles.map((role) => ({ ...role, organisation_id: organisationId, predefined: true }));
  await insertRows(tx, 'role', columns, rows);
}

/** The first Account Manager: invited, so not active before he signs in. */
async function foundManager(tx: Tx, founding: Founding, roleId: string): Promise<void> {
  const { organisationId, accountId, userId, admin, email, at } = founding;
  await execute(
    tx,
    `INSERT INTO app_user (organisation_id, id, account_id, username, username_key, email, email_key, origin, created_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, 'manual', $8::timestamptz)`,
    organisationId,
    userId,
    accountId,
    admin,
    nameKey(admin),
    email,
    nameKey(email),
    at,
  );
  await execute(
    tx,
    'INSERT INTO user_activity (organisation_id, user_id, invited_at) VALUES ($1::uuid, $2::uuid, $3::timestamptz)',
    organisationId,
    userId,
    at,
  );
  await execute(
    tx,
    'INSERT INTO user_credential (organisation_id, user_id) VALUES ($1::uuid, $2::uuid)',
    organisationId,
    userId,
  );
  await execute(
    tx,
    `INSERT INTO user_role (organisation_id, user_id, role_id, origin) VALUES ($1::uuid, $2::uuid, $3::uuid, 'manual')`,
    organisationId,
    userId,
    roleId,
  );
}

/**
 * Writes what every organisation has from the start: its row with the pinned defaults, the main account, the predefined
 * roles and the first Account Manager.
 * @throws a unique violation where the name is taken
 */
export async function foundOrganisation(tx: Tx, founding: Founding): Promise<void> {
  const { organisationId, accountId, userId, name, admin, newId } = founding;
  const roles: readonly FoundedRole[] = predefinedRoles.map((role) => ({ ...role, id: newId() }));
  const managerRole = roles.find((role) => role.name === accountManager);
  if (managerRole === undefined) throw new Error(`no predefined role is called ${accountManager}`);
  await execute(
    tx,
    `INSERT INTO organisation (id, name, purchased_seats, defaults, created_at)
     VALUES ($1::uuid, $2, $3::int, $4::jsonb, $5::timestamptz)`,
    organisationId,
    name,
    founding.seats,
    JSON.stringify(founding.defaults),
    founding.at,
  );
  await insertResources(tx, founding, [
    { id: accountId, kind: providerOf('accounts'), account: null, name, predefined: false },
    { id: userId, kind: providerOf('people'), account: accountId, name: admin, predefined: false },
    ...roles.map((role) => ({ ...role, kind: providerOf('roles'), account: null, predefined: true })),
  ]);
  await foundAccount(tx, founding);
  await foundRoles(tx, founding, roles);
  await foundManager(tx, founding, managerRole.id);
}
