import { beforeEach, expect, test } from 'vitest';
import { execute } from '../../../api/database/transaction.ts';
import type { Job, JobDeps } from '../../../api/jobs/job.ts';
import { type JobLog, runDue } from '../../../api/jobs/run-due.ts';
import { startJobs } from '../../../api/jobs/start-jobs.ts';
import { testDatabase } from '../../support/database.ts';
import { idOf, insertOrganisation } from '../../support/organisation-row.ts';

const database = await testDatabase();
const hour = 60 * 60 * 1000;
const quiet: JobLog = { done: () => undefined, failed: () => undefined };

let time = Date.parse('2026-11-24T12:00:00.000Z');
const deps: JobDeps = { database, now: () => new Date(time), newId: () => idOf(1) };

/** A job that notes where it ran. */
function noting(ran: string[], name = 'note', fails = (_: string) => false): Job {
  return {
    name,
    intervalMs: hour,
    run: async (_, { organisation }) => {
      ran.push(organisation);
      if (fails(organisation)) throw new Error(`no luck with ${organisation}`);
      return { noted: 1 };
    },
  };
}

const organisations = [1, 2, 3].map((number) => `org-${idOf(number)}`);

beforeEach(async () => {
  await database.write(async (tx) => {
    await execute(tx, 'DELETE FROM seen_event');
    await execute(tx, 'DELETE FROM organisation');
    for (const number of [1, 2, 3]) await insertOrganisation(tx, idOf(number));
  });
});

test('two replicas at the same time run each job once in each organisation', async () => {
  const ran: string[] = [];
  const other: string[] = [];
  const jobs = [noting(ran), noting(other, 'other')];
  const taken = await Promise.all([1, 2, 3].map(() => runDue(deps, jobs, quiet)));
  expect(taken.reduce((sum, count) => sum + count)).toBe(6);
  expect(ran.sort()).toEqual(organisations);
  expect(other.sort()).toEqual(organisations);
});

test('a job comes again when its time has come, and not before', async () => {
  const ran: string[] = [];
  const jobs = [noting(ran)];
  await runDue(deps, jobs, quiet);
  time += hour - 1;
  expect(await runDue(deps, jobs, quiet)).toBe(0);
  time += 1;
  expect(await runDue(deps, jobs, quiet)).toBe(3);
  expect(ran).toHaveLength(6);
});

test('what fails in one organisation is told, keeps no other from its turn, and comes again', async () => {
  const ran: string[] = [];
  const failed: unknown[] = [];
  const [first = ''] = organisations;
  const jobs = [noting(ran, 'note', (organisation) => organisation === first)];
  const log: JobLog = { ...quiet, failed: (turn, error) => failed.push([turn.organisation, String(error)]) };
  await runDue(deps, jobs, log);
  expect(ran.sort()).toEqual(organisations);
  expect(failed).toEqual([[first, `Error: no luck with ${first}`]]);
  time += hour;
  expect(await runDue(deps, jobs, log)).toBe(3);
});

test('the turn of a replica that died is taken by another one after a while', async () => {
  const ran: string[] = [];
  const jobs = [noting(ran)];
  const dying = { ...jobs[0], run: () => new Promise<never>(() => undefined) } as Job;
  void runDue(deps, [dying], quiet);
  await expect.poll(() => runDue(deps, jobs, quiet), { timeout: 10_000 }).toBe(2);
  expect(await runDue(deps, jobs, quiet)).toBe(0);
  time += 10 * 60 * 1000;
  expect(await runDue(deps, jobs, quiet)).toBe(1);
  expect(ran.sort()).toEqual(organisations);
});

test('a server that stops waits for what runs, and begins nothing else', async () => {
  let finish = (): void => undefined;
  let begun = (): void => undefined;
  const running = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const ran: string[] = [];
  const job: Job = {
    name: 'long',
    intervalMs: hour,
    run: async (_, { organisation }) => {
      begun();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      ran.push(organisation);
      return { done: 1 };
    },
  };
  const done: string[] = [];
  const jobs = startJobs({
    deps,
    jobs: [job],
    intervalMs: 1,
    onDone: ({ organisation }) => done.push(organisation),
    onError: (error) => expect.unreachable(String(error)),
  });
  await running;
  const stopped = jobs.stop();
  finish();
  await stopped;
  expect(ran).toHaveLength(1);
  expect(done).toEqual(ran);
  // What the stop has cut short is due at once.
  expect(await runDue(deps, [noting([], 'long')], quiet)).toBe(3);
});

test('a database that does not answer is told, and the work goes on', async () => {
  const broken = new Error('the database is away');
  const away = { ...database, snapshot: () => Promise.reject(broken) };
  const told = new Promise((resolve) => {
    const jobs = startJobs({
      deps: { ...deps, database: away },
      jobs: [noting([])],
      intervalMs: 1,
      onDone: () => undefined,
      onError: (error, turn) => {
        void jobs.stop();
        resolve([error, turn]);
      },
    });
  });
  expect(await told).toEqual([broken, null]);
});
