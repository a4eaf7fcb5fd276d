import { execute, insertRows, type Tx, updateRows } from '../../../../api/database/transaction.ts';
import { hashSecret } from '../../../../api/identity/api-key.ts';
import { deviceToken, type KnownPerson, sessionToken } from './known.ts';
import { ago, type Writing } from './writing.ts';

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
  not_after_at: 'timestamptz',
};
const device = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  token_hash: 'text',
  failed_attempts: 'int',
  created_at: 'timestamptz',
  last_used_at: 'timestamptz',
};

/** Sign-ins, failures, locks, passwords. */
export async function writeFacts(tx: Tx, writing: Writing, people: readonly KnownPerson[]): Promise<void> {
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

/** Sessions that run, or have ended by age. */
export async function writeSessions(tx: Tx, writing: Writing, people: readonly KnownPerson[]): Promise<void> {
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
      not_after_at: ago(writing, one.notAfter === null ? null : -one.notAfter / 24),
    })),
  );
  await insertRows(tx, 'session', session, open);
}

/** Browsers from which somebody has come in. */
export async function writeDevices(tx: Tx, writing: Writing, people: readonly KnownPerson[]): Promise<void> {
  const known = people.flatMap(({ known: { userId }, person: { name, state } }) =>
    state.devices.map((failures, index) => ({
      organisation_id: writing.organisationId,
      id: writing.newId(),
      user_id: userId,
      token_hash: hashSecret(deviceToken(name, index)),
      failed_attempts: failures,
      created_at: ago(writing, state.created),
      last_used_at: ago(writing, state.signedIn),
    })),
  );
  await insertRows(tx, 'known_device', device, known);
}

/** Seats are held for some time; a rule has taken some of them back. */
export async function writeReleases(tx: Tx, writing: Writing, people: readonly KnownPerson[]): Promise<void> {
  const held = people.map(({ known: { userId }, person: { state } }) => ({
    userId,
    assigned: ago(writing, state.seatAssigned),
    released: state.seatReleased ? ago(writing, Math.min(1, state.seatAssigned)) : null,
  }));
  await execute(
    tx,
    `UPDATE seat SET assigned_at = held.assigned, released_at = held.released
     FROM jsonb_to_recordset($2::jsonb) AS held("userId" uuid, assigned timestamptz, released timestamptz)
     WHERE seat.organisation_id = $1::uuid AND seat.user_id = held."userId"`,
    writing.organisationId,
    JSON.stringify(held),
  );
}
