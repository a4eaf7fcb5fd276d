import { createHash } from 'node:crypto';
import type { Database } from '../../../api/database/database.ts';
import { execute, insertRows, rows, type Tx, updateRows } from '../../../api/database/transaction.ts';
import { hashSecret } from '../../../api/identity/api-key.ts';
import type { Keyring } from '../../../api/identity/secrets/keyring.ts';
import { markEnrolled, storeSecret } from '../../../api/sign-in/second-factor-store.ts';
import { configurationOf } from '../../../schemas/access/sso-configuration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { Case, PersonCase } from './case.ts';
import type { Provider } from './documents.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

/** Of everybody's authenticator app, base32. */
export const appSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** What a state is written with. */
export interface Writing {
  readonly database: Database;
  readonly organisationId: string;
  readonly keyring: Keyring;
  /** Of everybody's password. */
  readonly passwordHash: string;
  readonly now: Date;
  readonly idp: Provider;
  newId(): string;
}

/** A person as the state knows him. */
export interface Known {
  readonly userId: string;
  readonly accountId: string;
  readonly account: string;
  readonly username: string;
}

export function readKnown(database: Database, organisationId: string): Promise<Known[]> {
  return database.snapshot((tx) =>
    rows<Known>(
      tx,
      `SELECT u.id AS "userId", a.id AS "accountId", a.name AS account, u.username FROM app_user u
       JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
       WHERE u.organisation_id = $1::uuid ORDER BY u.username`,
      organisationId,
    ),
  );
}

/** The token of somebody's n-th session, in the form of the server's own. */
export function sessionToken(username: string, index: number): string {
  return createHash('sha256').update(`session ${index} of ${username}`).digest('base64url');
}

const activity = {
  organisation_id: 'uuid',
  user_id: 'uuid',
  invited_at: 'timestamptz',
  activated_at: 'timestamptz',
  last_sign_in_at: 'timestamptz',
  last_sign_in_method: 'text',
  failed_attempts: 'int',
  locked_at: 'timestamptz',
  suspended_at: 'timestamptz',
  suspended_reason: 'text',
};
const credential = {
  organisation_id: 'uuid',
  user_id: 'uuid',
  password_hash: 'text',
  password_set_at: 'timestamptz',
};
const made = { organisation_id: 'uuid', id: 'uuid', created_at: 'timestamptz' };
const session = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  token_hash: 'text',
  stage: 'text',
  method: 'text',
  second_factor: 'boolean',
  created_at: 'timestamptz',
  last_seen_at: 'timestamptz',
};
const identity = {
  organisation_id: 'uuid',
  account_id: 'uuid',
  issuer: 'text',
  name_id: 'text',
  user_id: 'uuid',
  linked_at: 'timestamptz',
};
const connection = {
  organisation_id: 'uuid',
  account_id: 'uuid',
  configuration: 'text',
  tested_at: 'timestamptz',
  tested_by: 'text',
  required_since_at: 'timestamptz',
};

interface Both {
  readonly known: Known;
  readonly person: PersonCase;
}

const ago = ({ now }: Writing, age: number | null): string | null =>
  age === null ? null : new Date(now.getTime() - age * day).toISOString();

async function writeFacts(tx: Tx, writing: Writing, people: readonly Both[]): Promise<void> {
  const { organisationId: organisation_id } = writing;
  const at = (age: number | null) => ago(writing, age);
  const keys = ['organisation_id', 'user_id'];
  const facts = people.map(({ known, person: { state } }) => ({
    organisation_id,
    user_id: known.userId,
    invited_at: at(state.invited),
    activated_at: at(state.activated),
    last_sign_in_at: at(state.signedIn),
    last_sign_in_method: state.signedIn === null ? null : state.method,
    failed_attempts: state.failed,
    locked_at: state.locked ? at(0) : null,
    suspended_at: state.suspended ? at(0) : null,
    suspended_reason: state.suspended ? 'inactivity' : null,
  }));
  await updateRows(tx, 'user_activity', activity, keys, facts);
  const passwords = people.map(({ known, person: { state } }) => ({
    organisation_id,
    user_id: known.userId,
    password_hash: state.password === null ? null : writing.passwordHash,
    password_set_at: at(state.password),
  }));
  await updateRows(tx, 'user_credential', credential, keys, passwords);
  const users = people.map(({ known, person }) => ({
    organisation_id,
    id: known.userId,
    created_at: at(person.state.created),
  }));
  await updateRows(tx, 'app_user', made, ['organisation_id', 'id'], users);
}

async function writeSessions(tx: Tx, writing: Writing, people: readonly Both[]): Promise<void> {
  const open = people.flatMap(({ known, person: { name, state } }) =>
    state.sessions.map((one, index) => ({
      organisation_id: writing.organisationId,
      id: writing.newId(),
      user_id: known.userId,
      token_hash: hashSecret(sessionToken(name, index)),
      stage: 'complete',
      method: one.method,
      second_factor: one.secondFactor,
      created_at: ago(writing, one.begun / 24),
      last_seen_at: ago(writing, one.seen / (24 * 60)),
    })),
  );
  await insertRows(tx, 'session', session, open);
}

async function writeFactors(tx: Tx, writing: Writing, people: readonly Both[]): Promise<void> {
  const { organisationId, keyring, now } = writing;
  for (const { known, person } of people) {
    if (!person.state.secondFactor) continue;
    const owner = { organisationId, userId: known.userId };
    await storeSecret(tx, keyring, owner, appSecret);
    await markEnrolled(tx, owner, now.toISOString());
  }
}

async function writeOrigins(tx: Tx, writing: Writing, people: readonly Both[]): Promise<void> {
  const { organisationId, idp, now } = writing;
  const linked = people.filter(({ person }) => person.state.linked);
  const identities = linked.map(({ known }) => ({
    organisation_id: organisationId,
    account_id: known.accountId,
    issuer: idp.entityId,
    name_id: nameIdOf(known),
    user_id: known.userId,
    linked_at: now.toISOString(),
  }));
  await insertRows(tx, 'saml_identity', identity, identities);
  const granted = people.flatMap(({ known, person: { state } }) =>
    state.ssoRole === null ? [] : [{ user: known.userId, role: state.ssoRole }],
  );
  await execute(
    tx,
    `INSERT INTO user_role (organisation_id, user_id, role_id, origin)
     SELECT $1::uuid, x."user", r.id, 'sso' FROM jsonb_to_recordset($2::jsonb) AS x("user" uuid, role text)
     JOIN role r ON r.organisation_id = $1::uuid AND r.account_id IS NULL AND r.name = x.role`,
    organisationId,
    JSON.stringify(granted),
  );
}

async function writeConnections(tx: Tx, writing: Writing, { accounts }: Case): Promise<void> {
  const { organisationId, now } = writing;
  const found = await rows<{ id: string; name: string; sso: JsonObject }>(
    tx,
    `SELECT a.id, a.name, e.value AS sso FROM account a JOIN effective_setting e
     ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'SingleSignOn' WHERE a.organisation_id = $1::uuid`,
    organisationId,
  );
  const at = new Date(now.getTime() - day).toISOString();
  const connections = found.flatMap(({ id, name, sso }) => {
    const account = accounts.find((one) => one.name === name);
    // Only what is complete can have been signed in with.
    const usable = account?.declared.before.sso?.provider;
    if (!account?.tested || (usable !== 'complete' && usable !== 'other-entry')) return [];
    return [
      {
        organisation_id: organisationId,
        account_id: id,
        configuration: configurationOf(sso),
        tested_at: at,
        tested_by: 'somebody',
        required_since_at: account.held && sso['mode'] === 'required' ? at : null,
      },
    ];
  });
  await insertRows(tx, 'saml_connection', connection, connections);
}

/** What the identity provider calls somebody. */
export function nameIdOf({ username, account }: Pick<Known, 'username' | 'account'>): string {
  return `${username}@${account}.example`;
}

/** Puts everybody into the state of the case: what months of sign-ins would have written. */
export async function writeStates(writing: Writing, found: Case): Promise<void> {
  const known = await readKnown(writing.database, writing.organisationId);
  const people = known.flatMap((one) => {
    const person = found.people.find(({ name }) => name === one.username);
    return person === undefined ? [] : [{ known: one, person }];
  });
  await writing.database.write(async (tx) => {
    await writeFacts(tx, writing, people);
    await writeFactors(tx, writing, people);
    await writeSessions(tx, writing, people);
    await writeOrigins(tx, writing, people);
    await writeConnections(tx, writing, found);
  });
}
