import { expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply } from '../routes/test-world.ts';
import { testBrowser, tokenOfLink } from './browser.ts';

const database = await testDatabase();
const limits = { perAddress: 10_000, perUser: 10_000, window: 60_000 };
const { app, clock } = await testServer(database, { signInLimits: limits });
const good = 'correct horse battery staple';
const day = 24 * 3_600_000;

async function told() {
  return database.snapshot((tx) =>
    rows<{ kind: string }>(
      tx,
      `SELECT detail ->> 'kind' AS kind FROM audit_entry WHERE action = 'Unusual sign-in' ORDER BY id`,
    ),
  );
}

test('a first sign-in from a new network and at an unusual hour is pointed out, to the person as well; the usual ones are not', async () => {
  const admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  await apply(
    admin,
    [
      {
        kind: 'User',
        account: 'acme',
        name: 'bea',
        spec: { email: 'bea@acme.example', invitation: 'email' },
      },
    ],
    'bea',
  );
  const token = await tokenOfLink(database, 'invitation', 'bea');
  await testBrowser(app, '198.51.100.7').post('/v1/invitations/accept', { token, password: good });
  const start = clock.time.getTime();
  const signIn = async (address: string): Promise<void> => {
    const body = { organisation: 'acme', username: 'bea', password: good };
    expect((await testBrowser(app, address).post('/v1/sign-in', body)).status).toBe(200);
  };
  for (let days = 1; days <= 31; days += 1) {
    clock.time = new Date(start + days * day);
    await signIn(`198.51.100.${days}`);
  }
  expect(await told()).toEqual([]);
  clock.time = new Date(start + 32 * day + 15 * 3_600_000);
  await signIn('203.0.113.5');
  await expect
    .poll(async () => (await told()).map(({ kind }) => kind))
    .toEqual(['new-network', 'unusual-hour']);
  const [mail] = await database.snapshot((tx) =>
    rows<{ payload: object }>(
      tx,
      `SELECT payload FROM outbox WHERE payload ->> 'template' = 'unusual-sign-in'`,
    ),
  );
  expect(mail?.payload).toMatchObject({
    ip: '203.0.113.5',
    reasons: [expect.any(String), expect.any(String)],
  });
});
