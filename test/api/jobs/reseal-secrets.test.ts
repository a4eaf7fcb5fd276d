import { beforeAll, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { hashRecoveryCode } from '../../../api/identity/second-factor/recovery-codes.ts';
import { type Keyring, secretContext } from '../../../api/identity/secrets/keyring.ts';
import { resealSecretsJob } from '../../../api/jobs/reseal-secrets.ts';
import { testDatabase } from '../../support/database.ts';
import { testKeyring } from '../../support/keyring.ts';
import { idOf } from '../../support/organisation-row.ts';
import { type JobWorld, jobWorld, user } from './job-world.ts';

const database = await testDatabase();
const old = testKeyring('old');
const lost = testKeyring('lost');
const rotated = testKeyring('new', 'old');
const alone = testKeyring('new');
const people = Array.from({ length: 1_200 }, (_, index) => `user${index}`);

interface Place {
  readonly table: string;
  readonly key: string;
  readonly secret: string;
}

const places: readonly Place[] = [
  { table: 'user_credential', key: 'user_id', secret: 'second_factor_secret' },
  { table: 'webhook_secret', key: 'id', secret: 'secret' },
  { table: 'saml_connection', key: 'account_id', secret: 'sp_key' },
  { table: 'outbox', key: 'id', secret: `payload ->> 'sealedToken'` },
];

let world: JobWorld;
const run = (keyring: Keyring, { deps, place } = world) => resealSecretsJob(keyring).run(deps, place);

/** All secrets of a place: the row's key, and the secret as it is stored. */
const stored = ({ table, key, secret }: Place) =>
  database.snapshot((tx) =>
    rows<{ id: string; organisationId: string; sealed: string }>(
      tx,
      `SELECT ${key} AS id, organisation_id AS "organisationId", ${secret} AS sealed FROM ${table} WHERE ${secret} IS NOT NULL ORDER BY 1`,
    ),
  );

async function sealFor({ place: { organisationId } }: JobWorld, keyring: Keyring): Promise<void> {
  const seal = (table: string, id: string): string =>
    keyring.seal(`secret of ${id}`, secretContext(organisationId, table, id));
  await database.write(async (tx) => {
    const users = await rows<{ id: string; account: string }>(
      tx,
      'SELECT id, account_id AS account FROM app_user WHERE organisation_id = $1::uuid',
      organisationId,
    );
    await execute(
      tx,
      `UPDATE user_credential t SET second_factor_secret = s.sealed FROM jsonb_to_recordset($2::jsonb) AS s(id uuid, sealed text)
       WHERE t.organisation_id = $1::uuid AND t.user_id = s.id`,
      organisationId,
      JSON.stringify(users.map(({ id }) => ({ id, sealed: seal('user_credential', id) }))),
    );
    const [first] = users;
    const account = first?.account ?? '';
    await execute(
      tx,
      `INSERT INTO webhook_secret (organisation_id, id, account_id, webhook, secret, created_at)
       VALUES ($1::uuid, $2::uuid, $3::uuid, 'siem', $4, now())`,
      organisationId,
      idOf(1),
      account,
      seal('webhook_secret', idOf(1)),
    );
    await execute(
      tx,
      `INSERT INTO saml_connection (organisation_id, account_id, configuration, sp_key) VALUES ($1::uuid, $2::uuid, '', $3)`,
      organisationId,
      account,
      seal('saml_connection', account),
    );
    await execute(
      tx,
      `INSERT INTO outbox (organisation_id, id, type, payload, created_at)
       VALUES ($1::uuid, $2::uuid, 'mail', jsonb_build_object('template', 'invitation', 'sealedToken', $3::text), now())`,
      organisationId,
      idOf(2),
      seal('outbox', idOf(2)),
    );
    const owner = { organisationId, userId: first?.id ?? '' };
    await execute(
      tx,
      `INSERT INTO recovery_code (organisation_id, id, user_id, code_hash, used_at)
       VALUES ($1::uuid, $2::uuid, $3::uuid, $4, NULL), ($1::uuid, $5::uuid, $3::uuid, $4, now())`,
      organisationId,
      idOf(3),
      owner.userId,
      hashRecoveryCode(keyring, owner, 'aaaaa-bbbbb'),
      idOf(4),
    );
  });
}

beforeAll(async () => {
  world = await jobWorld(
    database,
    people.map((name) => user(name)),
  );
  await sealFor(world, old);
});

describe('secrets under an older key', () => {
  test('are not touched while that key is the first', async () => {
    expect(await run(old)).toEqual({ resealed: 0, unreadable: 0, recoveryCodesLeft: 0 });
  });

  test('are sealed under the first one, each once by two replicas, and open without the old one', async () => {
    const runs = await Promise.all([run(rotated), run(rotated)]);
    const again = await run(rotated);
    const sum = [...runs, again].reduce((total, { resealed = 0 }) => total + resealed, 0);
    // The first Account Manager is a user too.
    expect(sum).toBe(people.length + 1 + 3);
    for (const place of places) {
      const found = await stored(place);
      expect(found.length).toBeGreaterThan(0);
      for (const { id, organisationId, sealed } of found) {
        const context = secretContext(organisationId, place.table, id);
        expect(alone.open(sealed, context)).toBe(`secret of ${id}`);
      }
    }
    expect(again).toEqual({ resealed: 0, unreadable: 0, recoveryCodesLeft: 1 });
  });

  test('are left where they are in other organisations, until their turn, and where their key is not there', async () => {
    const other = await jobWorld(database, [user('eva')], { name: 'other' });
    await sealFor(other, lost);
    const before = await stored({ table: 'user_credential', key: 'user_id', secret: 'second_factor_secret' });
    expect(await run(rotated)).toMatchObject({ resealed: 0, unreadable: 0 });
    expect(await run(rotated, other)).toEqual({ resealed: 0, unreadable: 5, recoveryCodesLeft: 1 });
    expect(
      await stored({ table: 'user_credential', key: 'user_id', secret: 'second_factor_secret' }),
    ).toEqual(before);
    expect(await run(testKeyring('new', 'old', 'lost'), other)).toMatchObject({ resealed: 5, unreadable: 0 });
  });
});
