import type { NewEntry } from '../audit/entry.ts';
import { recordEntries } from '../audit/record.ts';
import { isUniqueViolation } from '../database/database-failure.ts';
import { execute, type Tx } from '../database/transaction.ts';
import { type NewApiKey, newApiKey, newLinkToken } from '../identity/api-key.ts';
import { insertApiKey } from '../identity/api-key-rows.ts';
import type { Deps } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { platformDefaults } from './defaults.ts';
import { type Founding, foundOrganisation } from './found.ts';
import { operatorContext } from './operator.ts';

export interface OrganisationRequest {
  /** A DNS label, unique on the server; also the main account's name. */
  readonly name: string;
  /** Purchased seats. */
  readonly seats: number;
  /** Username and e-mail of the first Account Manager. */
  readonly admin: string;
  readonly email: string;
}

/** What making an organisation hands over, once. */
export interface CreatedOrganisation {
  readonly organisation: string;
  readonly account: string;
  readonly apiKey: string;
  readonly invitationUrl: string;
}

/** Where the request came from, and the address under which people reach this server. */
export interface Origin {
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly publicUrl: string;
}

const invitationDays = 7;
const dayLength = 24 * 60 * 60 * 1000;
const firstKeyName = 'first key';

async function insertInvitation(
  tx: Tx,
  { organisationId, userId, at, newId }: Founding,
  hash: string,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO invitation (organisation_id, id, user_id, token_hash, created_at, expires_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5::timestamptz, $6::timestamptz)`,
    organisationId,
    newId(),
    userId,
    hash,
    at,
    new Date(new Date(at).getTime() + invitationDays * dayLength).toISOString(),
  );
}

async function insertFirstKey(
  tx: Tx,
  { organisationId, userId, at, newId }: Founding,
  key: NewApiKey,
): Promise<void> {
  await insertApiKey(tx, {
    organisation_id: organisationId,
    id: newId(),
    name: firstKeyName,
    token_hash: key.hash,
    prefix: key.prefix,
    user_id: userId,
    service_account_id: null,
    permissions: [],
    allowed_networks: [],
    created_at: at,
    created_by: 'operator',
    expires_at: null,
  });
}

function entriesOf({ name, seats, admin, email, at }: Founding): readonly NewEntry[] {
  const common = { account: name, status: 'success' } as const;
  const address = `User/${name}/${admin}`;
  return [
    {
      ...common,
      item: 'Organisation',
      action: 'Create',
      description: `Organisation created (${name}; ${seats} seats)`,
      detail: { seats },
    },
    { ...common, item: 'User', action: 'Create', description: 'User created', address, detail: { email } },
    {
      ...common,
      item: 'API key',
      action: 'Create',
      description: `API key generated (${firstKeyName}; valid from ${at})`,
      detail: { name: firstKeyName, owner: `user ${admin}` },
    },
  ];
}

function nameTaken(name: string): Refusal {
  return new Refusal(409, 'organisation/name-taken', `There is an organisation called ${name} already.`, {
    remedy: 'choose another name',
  });
}

/**
 * Makes an organisation with its main account, the predefined roles and its first Account Manager, who gets an
 * invitation of seven days and an API key.
 * @throws Refusal 409 where the name is taken
 */
export async function createOrganisation(
  deps: Deps,
  request: OrganisationRequest,
  { ip, requestId, publicUrl }: Origin,
): Promise<CreatedOrganisation> {
  const founding: Founding = {
    ...request,
    organisationId: deps.newId(),
    accountId: deps.newId(),
    userId: deps.newId(),
    at: deps.now().toISOString(),
    defaults: platformDefaults(),
    newId: deps.newId,
  };
  const { organisationId, name } = founding;
  const key = newApiKey();
  const invitation = newLinkToken();
  try {
    await deps.database.write(async (tx) => {
      await foundOrganisation(tx, founding);
      await insertInvitation(tx, founding, invitation.hash);
      await insertFirstKey(tx, founding, key);
      const context = operatorContext({ organisationId, organisation: name, ip, requestId });
      await recordEntries(tx, deps, context, entriesOf(founding));
    });
  } catch (error) {
    throw isUniqueViolation(error, 'organisation_name_key') ? nameTaken(name) : error;
  }
  // After `#`, so that the token reaches no server log and no Referer header.
  return {
    organisation: name,
    account: name,
    apiKey: key.key,
    invitationUrl: `${publicUrl}/invitation#${invitation.token}`,
  };
}
