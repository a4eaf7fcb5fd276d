import { expect, test } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { warnOfEnd } from '../../../api/jobs/warn-of-end.ts';
import { testDatabase } from '../../support/database.ts';
import { document } from '../../support/organisation.ts';
import { postOffice } from '../sign-in/people.ts';
import { applied, day, type JobWorld, jobWorld, setFacts, user } from './job-world.ts';

const database = await testDatabase();

const at = ({ deps, now }: JobWorld, days: number) => ({
  ...deps,
  now: () => new Date(now.getTime() + days * day),
});

/** Mails of last days so far: to whom, and which day. */
async function mailed(): Promise<readonly string[]> {
  const found = await database.snapshot((tx) =>
    rows<{ username: string; lastDay: string }>(
      tx,
      `SELECT u.username, o.payload ->> 'lastDay' AS "lastDay" FROM outbox o
       JOIN app_user u ON u.organisation_id = o.organisation_id AND u.id::text = o.payload ->> 'userId'
       WHERE o.payload ->> 'template' = 'last-day' ORDER BY o.id, u.username`,
    ),
  );
  return found.map(({ username, lastDay }) => `${username} ${lastDay}`);
}

test('whose last day is near is told of it once, by whoever looks; a new date is told again', async () => {
  // The run is on 2026-11-24.
  const people = (expires: string) => [
    user('near', { expires }),
    user('far', { expires: '2026-12-02' }),
    user('today', { expires: '2026-11-24' }),
    user('over', { expires: '2026-11-23' }),
    user('never'),
    user('disabled', { expires: '2026-11-30', enabled: false }),
    user('suspended', { expires: '2026-11-30' }),
  ];
  const world = await jobWorld(database, people('2026-12-01'));
  await setFacts(world, 'suspended', { suspended: day });
  const runs = await Promise.all([1, 2].map(() => warnOfEnd(world.deps, world.place)));
  expect(runs.reduce((sum, { warned = 0 }) => sum + warned, 0)).toBe(2);
  expect([...(await mailed())].sort()).toEqual(['near 2026-12-01', 'today 2026-11-24']);
  expect(await warnOfEnd(at(world, 0.4), world.place)).toEqual({ warned: 0 });
  expect(await warnOfEnd(at(world, 1), world.place)).toEqual({ warned: 1 });
  expect((await mailed()).at(-1)).toBe('far 2026-12-02');
  await applied(world.organisation, [document('Account', { name: 'emea' }, {}), ...people('2026-11-29')]);
  expect(await warnOfEnd(at(world, 1), world.place)).toEqual({ warned: 1 });
  expect((await mailed()).at(-1)).toBe('near 2026-11-29');
});

test('the mail says which day and which user it is', async () => {
  await database.write(async (tx) => {
    for (const table of ['outbox', 'seen_event']) await execute(tx, `DELETE FROM ${table}`);
  });
  const world = await jobWorld(database, [user('leaving', { expires: '2026-11-26' })], { name: 'other' });
  await warnOfEnd(world.deps, world.place);
  const [mail, ...more] = await postOffice(database, world.deps.now)('leaving@emea.example');
  expect(mail?.subject).toBe('Your user ends on 2026-11-26');
  expect(more).toEqual([]);
});
