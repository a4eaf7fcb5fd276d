import { expect, test } from 'vitest';
import { disableEnded } from '../../../api/jobs/disable-ended.ts';
import { disableInactive } from '../../../api/jobs/disable-inactive.ts';
import { testDatabase } from '../../support/database.ts';
import { document } from '../../support/organisation.ts';
import { entries, jobWorld, suspended, user } from './job-world.ts';

const database = await testDatabase();

test('whose last day is over is disabled, once, and for that reason alone', async () => {
  const world = await jobWorld(database, [
    user('yesterday', { expires: '2026-11-23' }),
    user('today', { expires: '2026-11-24' }),
    user('never', {}),
    document('SecurityPolicy', { account: 'emea' }, { maxInactivityDays: 'never' }),
  ]);
  expect(await disableInactive(world.deps, world.place)).toEqual({ disabled: 0 });
  const runs = await Promise.all([1, 2].map(() => disableEnded(world.deps, world.place)));
  expect(runs.reduce((sum, { disabled = 0 }) => sum + disabled, 0)).toBe(1);
  expect(await suspended(world)).toEqual(['yesterday']);
  const told = await entries(world, 'User', 'Disable');
  expect(told.map(({ address, detail }) => [address, detail])).toEqual([
    ['User/emea/yesterday', { by: 'rule', reason: 'last day was 2026-11-23' }],
  ]);
  const midnight = { ...world.deps, now: () => new Date('2026-11-25T00:00:00.000Z') };
  expect(await disableEnded(midnight, world.place)).toEqual({ disabled: 1 });
  expect(await suspended(world)).toEqual(['today', 'yesterday']);
});
