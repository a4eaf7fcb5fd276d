import { expect, test } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { forgetSeen, noteSeen } from '../../../api/notifications/ingest/seen-events.ts';
import { deliverDue } from '../../../api/notifications/outbox/deliver-due.ts';
import { pruneMessages } from '../../../api/notifications/prune.ts';
import { testDatabase } from '../../support/database.ts';
import { testOrganisation } from '../../support/organisation.ts';
import { enqueue, outboxStates, testDelivery } from './delivery-world.ts';

const database = await testDatabase();
const { deps: base, context } = await testOrganisation(database);
const deps = testDelivery(base);
const { organisationId } = context;
const later = new Date(deps.now().getTime() + 1);

test('what has come to its end goes, batch by batch; what waits and what still holds stays', async () => {
  await database.write((tx) => execute(tx, 'DELETE FROM outbox'));
  await enqueue(deps, organisationId, 'mail', [{}, {}, {}]);
  const quiet = async () => ({ send: async () => undefined, delivered: undefined, failed: undefined });
  await deliverDue(deps, quiet, 'mail', 10);
  await enqueue(deps, organisationId, 'mail', [{ waits: true }]);
  const at = deps.now();
  await database.write((tx) => noteSeen(tx, { organisationId, type: 'ingest', at }, ['a', 'b']));
  await database.write((tx) => noteSeen(tx, { organisationId, type: 'low-balance', at }, ['emea']));

  expect(await database.write((tx) => pruneMessages(tx, at, 10))).toBe(0);
  expect(await database.write((tx) => pruneMessages(tx, later, 2))).toBe(4);
  expect(await database.write((tx) => pruneMessages(tx, later, 2))).toBe(1);
  expect((await outboxStates(database)).map(({ payload }) => payload)).toEqual([{ waits: true }]);
  const seen = () => database.snapshot((tx) => rows(tx, 'SELECT type, key FROM seen_event'));
  expect(await seen()).toEqual([{ type: 'low-balance', key: 'emea' }]);
  await database.write((tx) => forgetSeen(tx, { organisationId, type: 'low-balance' }, 'emea'));
  expect(await seen()).toEqual([]);
});
