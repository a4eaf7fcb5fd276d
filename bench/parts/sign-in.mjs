import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { floorScript } from '../floor-scripts.mjs';
import { drive } from '../load/drive.mjs';
import { runCommand } from '../measure/run-command.mjs';
import { databases } from '../server/databases.mjs';
import { startBylaw, startReplica } from '../server/start-bylaw.mjs';
import { startProcess } from '../server/start-process.mjs';
import { applyWhile } from './apply-while.mjs';

const password = 'correct horse battery staple';
/** Enough that nobody signs in more often than one person may. */
const people = 1_000;

/**
 * Sign-ins by password and session checks on PostgreSQL, beside what the machine can do at all: the hash alone, and one point query through
 * Fastify. The load comes from the same machine.
 *
 * @param {import('../run.mjs').Surroundings} around
 */
export async function measureSignIn(around) {
  const ms = around.quick ? 1_000 : 6_000;
  const stops = [];
  try {
    const database = await databases.PostgreSQL(around.folder, 'sign_in');
    stops.push(database.remove);
    const one = await startBylaw(database, generous);
    stops.push(one.stop);
    const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await makePeople(database.env.DATABASE_URL, passwordHash);
    const two = await startReplica(database, generous);
    stops.push(two.stop);
    return await measureAll({ one, two, database, passwordHash, ms, around }, stops);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

const generous = { BYLAW_REQUESTS_PER_MINUTE: '9000000', BYLAW_SIGN_INS_PER_MINUTE: '9000000' };

async function measureAll({ one, two, database, passwordHash, ms, around }, stops) {
  const hashes = await hashRate(ms, passwordHash);
  // What is measured is a server that runs, not how its code is compiled.
  await signIns([one.url, two.url], ms / 2);
  const signIn = await signIns([one.url], ms, one);
  const signInTwo = await signIns([one.url, two.url], ms);
  const floor = await startProcess([floorScript('point-query')], database.env);
  stops.push(floor.stop);
  const cookie = await openSession(one.url);
  const point = await drive({
    urls: floor.url,
    connections: 16,
    ms,
    next: () => ({ path: '/check', headers: { 'x-hash': 'x' } }),
  });
  const check = await checks([one.url], cookie, ms);
  const checkTwo = await checks([one.url, two.url], cookie, ms);
  const storm = await besideStorm(one.url, cookie, ms);
  const applying = await applyWhile(one, around, () => checks([one.url], cookie, ms, 4));
  return { hashes, signIn, signInTwo, point, check, checkTwo, storm, applying };
}

async function hashRate(ms, passwordHash) {
  const args = [floorScript('hash-rate'), String(ms), passwordHash, password];
  const { stdout, failure } = await runCommand({ file: process.execPath, args });
  if (failure !== undefined) throw new Error(`hashes: ${failure}`);
  const { count, cpuMs } = JSON.parse(stdout);
  return { rate: (count / ms) * 1000, cpuMsEach: cpuMs / count };
}

const json = (url) => ({ 'content-type': 'application/json', origin: url });

function signInRequest(url, index) {
  const body = { organisation: 'bench', username: `somebody-${index % people}`, password };
  return { method: 'POST', path: '/v1/sign-in', headers: json(url), body: JSON.stringify(body) };
}

async function signIns(urls, ms, server) {
  await server?.counts();
  const load = await drive({
    urls,
    connections: 8,
    ms,
    next: (index) => signInRequest(urls[index % urls.length], index),
  });
  const counts = await server?.counts();
  return { ...load, ...(counts === undefined ? {} : { cpuMs: counts.cpuMs }) };
}

function checks(urls, cookie, ms, connections = 16) {
  return drive({ urls, connections, ms, next: () => ({ path: '/v1/sign-in', headers: { cookie } }) });
}

/** Session checks while others sign in as fast as they can. */
async function besideStorm(url, cookie, ms) {
  const [storm, check] = await Promise.all([
    drive({
      urls: [url],
      connections: 32,
      ms,
      next: (index) => signInRequest(url, index),
      isGood: (status) => status === 200 || status === 503,
    }),
    checks([url], cookie, ms, 2),
  ]);
  return { signIns: storm.rate, p99: check.p99, p50: check.p50, failures: check.failures + storm.failures };
}

async function openSession(url) {
  const { path, ...init } = signInRequest(url, 0);
  const answer = await fetch(url + path, init);
  const cookie = answer.headers.getSetCookie().find((text) => text.startsWith('bylaw_session='));
  if (cookie === undefined) throw new Error(`no session: ${answer.status} ${await answer.text()}`);
  return cookie.split(';')[0];
}

/** People who have a password, written at once: how they come to it is not what is measured. */
export async function makePeople(url, passwordHash, count = people) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `WITH place AS (SELECT organisation_id, id FROM account WHERE name = 'bench'), made AS (
         INSERT INTO app_user (organisation_id, id, account_id, username, username_key, email, email_key, origin, created_at)
         SELECT organisation_id, gen_random_uuid(), id, 'somebody-' || n, 'somebody-' || n, 'somebody-' || n || '@bench.example', 'somebody-' || n || '@bench.example', 'manual', now()
         FROM place, generate_series(0, $1::int - 1) AS n RETURNING organisation_id, id
       ), activity AS (
         INSERT INTO user_activity (organisation_id, user_id, activated_at) SELECT organisation_id, id, now() FROM made
       )
       INSERT INTO user_credential (organisation_id, user_id, password_hash, password_set_at)
       SELECT organisation_id, id, $2, now() FROM made`,
      [count, passwordHash],
    );
  } finally {
    await client.end();
  }
}
