import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { warningReached, watchCertificates } from '../../../api/jobs/watch-certificates.ts';
import { idpMetadata } from '../../../controller/idp/idp-metadata.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { testDatabase } from '../../support/database.ts';
import { document } from '../../support/organisation.ts';
import { day, type JobWorld, jobWorld, user } from './job-world.ts';

let nextName = 0;
const database = await testDatabase();
const pem = readFileSync('test/controller/manifest/fixtures/rsa-2048.pem', 'utf8');
const end = Date.parse(new X509Certificate(pem).validTo);

describe('the warning that is reached', () => {
  test.each([
    [61 * day, null],
    [60 * day + 1, null],
    [60 * day, 60],
    [30 * day + 1, 60],
    [30 * day, 30],
    [14 * day, 14],
    [7 * day, 7],
    [day + 1, 7],
    [day, 1],
    [1, 1],
    [0, null],
    [-day, null],
  ])('with %i ms left is %s', (left, days) => expect(warningReached(left)).toBe(days));
});

const metadata = idpMetadata('https://idp.acme.example/metadata', 'https://idp.acme.example', [pem]);
const url = 'https://idp.acme.example/metadata';

describe.each<[string, JsonObject, string | null]>([
  ['listed in the settings', { certificates: [{ pem }, { pem }] }, null],
  ['of metadata in the settings', { metadata }, null],
  ['of metadata at an address', { metadataUrl: url }, metadata],
])('an identity provider’s certificates, %s,', (_, identityProvider, fetched) => {
  let world: JobWorld;

  beforeAll(async () => {
    await database.write(async (tx) => {
      for (const table of ['notification', 'seen_event', 'saml_connection'])
        await execute(tx, `DELETE FROM ${table}`);
    });
    const subscriptions = [
      { name: 'sso', events: ['certificate-expiry'], to: { users: ['ivan'] }, channels: ['console'] },
    ];
    nextName += 1;
    world = await jobWorld(
      database,
      [user('ivan'), document('Notifications', { account: 'emea' }, { subscriptions })],
      { name: `acme-${nextName}` },
    );
    await database.write(async (tx) => {
      await execute(
        tx,
        `INSERT INTO effective_setting (organisation_id, account_id, kind, value, provenance)
         SELECT organisation_id, id, 'SingleSignOn', $2::jsonb, '{}' FROM account WHERE organisation_id = $1::uuid AND name = 'emea'
         ON CONFLICT (organisation_id, account_id, kind) DO UPDATE SET value = excluded.value`,
        world.place.organisationId,
        JSON.stringify({ mode: 'optional', identityProvider }),
      );
      await execute(
        tx,
        `INSERT INTO saml_connection (organisation_id, account_id, configuration, metadata, metadata_url)
         SELECT organisation_id, id, '', $2, $3 FROM account WHERE organisation_id = $1::uuid AND name = 'emea'`,
        world.place.organisationId,
        fetched,
        url,
      );
    });
  });

  const runAt = (time: number) =>
    watchCertificates({ ...world.deps, now: () => new Date(time) }, world.place);
  const listed = async (): Promise<readonly number[]> =>
    (
      await database.snapshot((tx) =>
        rows<{ detail: { daysLeft: number } }>(tx, 'SELECT detail FROM notification ORDER BY created_at, id'),
      )
    ).map(({ detail }) => detail.daysLeft);

  test('are told of once at each of 60, 30, 14, 7 and 1 days, by whoever looks', async () => {
    for (const days of [90, 60, 45, 30, 14, 7, 3, 1]) {
      const runs = await Promise.all([1, 2].map(() => runAt(end - days * day)));
      const warned = runs.reduce((sum, run) => sum + (run['warned'] ?? 0), 0);
      expect([days, warned]).toEqual([days, [60, 30, 14, 7, 1].includes(days) ? 1 : 0]);
    }
    expect(await listed()).toEqual([60, 30, 14, 7, 1]);
    expect(await runAt(end)).toEqual({ warned: 0 });
  });
});
