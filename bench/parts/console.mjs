import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { openTwice, scrollTable, startChromium } from '../console/pages.mjs';
import { median } from '../measure/median.mjs';
import { databases } from '../server/databases.mjs';
import { startBylaw } from '../server/start-bylaw.mjs';
import { makePeople } from './sign-in.mjs';

const password = 'correct horse battery staple';

/**
 * The pages in a real Chromium: what is sent, when something is painted, when it can be used, how much jumps, and whether a table of
 * 100,000 users scrolls. The floor of painting is an answer of the same server with next to nothing in it.
 *
 * @param {import('../run.mjs').Surroundings} around
 */
export async function measureConsole(around) {
  const people = around.quick ? 1_000 : 100_000;
  const rounds = around.quick ? 1 : 5;
  const stops = [];
  try {
    const database = await databases.PostgreSQL(around.folder, 'console');
    stops.push(database.remove);
    const server = await startBylaw(database);
    stops.push(server.stop);
    await fill(database.env.DATABASE_URL, people);
    const cookie = await signIn(server.url);
    const browser = await startChromium();
    stops.push(() => browser.close());
    const pages = {
      floor: { url: `${server.url}/healthz`, ready: 'body' },
      'sign-in': { url: `${server.url}/login/bench`, ready: 'main form' },
      overview: { url: `${server.url}/console/`, cookie, ready: 'h1' },
      users: { url: `${server.url}/console/users`, cookie, ready: 'tr[aria-rowindex]' },
      audit: { url: `${server.url}/console/audit`, cookie, ready: 'tr[aria-rowindex]' },
    };
    const loads = {};
    for (const [name, page] of Object.entries(pages)) loads[name] = await load(browser, page, rounds);
    const scrolling = await scrollTable(browser, pages.users, around.quick ? 10 : 200);
    return { people, loads, scrolling };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** Medians of what was measured, of first visits and of second ones. */
async function load(browser, page, rounds) {
  const visits = [];
  for (let round = 0; round < rounds; round += 1) visits.push(await openTwice(browser, page));
  const of = (which) => {
    const names = Object.keys(visits[0][which]);
    return Object.fromEntries(
      names.map((name) => [name, median(visits.map((visit) => visit[which][name] ?? 0))]),
    );
  };
  return { first: of('first'), again: of('again') };
}

/** People who have a password, the first of them an Account Manager. */
async function fill(url, people) {
  await makePeople(url, await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }), people);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO user_role (organisation_id, user_id, role_id, origin)
       SELECT u.organisation_id, u.id, r.id, 'manual' FROM app_user u
       JOIN role r ON r.organisation_id = u.organisation_id AND r.name = 'Account Manager' WHERE u.username = 'somebody-0'`,
    );
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

async function signIn(url) {
  const answer = await fetch(`${url}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ organisation: 'bench', username: 'somebody-0', password }),
  });
  const text = answer.headers.getSetCookie().find((one) => one.startsWith('bylaw_session='));
  if (text === undefined) throw new Error(`no session: ${answer.status} ${await answer.text()}`);
  return { name: 'bylaw_session', value: text.split(';', 1)[0].split('=')[1] };
}
