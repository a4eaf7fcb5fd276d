import { pathToFileURL } from 'node:url';
import { bundled } from '../floor-scripts.mjs';
import { drive } from '../load/drive.mjs';
import { answersFor } from '../saml/answers.mjs';
import { verificationRates } from '../saml/verification-rates.mjs';
import { databases } from '../server/databases.mjs';
import { startBylaw, startReplica } from '../server/start-bylaw.mjs';

const connections = 8;
/** More answers a second than are taken; each is made beforehand. */
const mostPerSecond = 100;

/**
 * Single sign-on on PostgreSQL: the verification of responses beside samlify's own, and whole sign-ins at the consumer service, each with a signed
 * response to a request of its own. The responses are made beforehand; the load comes from the same machine.
 *
 * @param {import('../run.mjs').Surroundings} around
 */
export async function measureSaml(around) {
  const ms = around.quick ? 1_000 : 6_000;
  const idp = await import(pathToFileURL(bundled('saml', 'identity-provider')).href);
  const provider = idp.identityProvider();
  const verification = await verificationRates(provider, idp.person, { folder: around.folder, ms: ms * 2 });
  const stops = [];
  try {
    const database = await databases.PostgreSQL(around.folder, 'saml');
    stops.push(database.remove);
    const one = await startBylaw(database, generous);
    stops.push(one.stop);
    const two = await startReplica(database, generous);
    stops.push(two.stop);
    const people = Array.from({ length: around.quick ? 5 : 40 }, (_, index) => idp.person(index));
    await agree(one, provider);
    await introduce(one.url, provider, people);
    return { verification, ...(await measureSignIns({ one, two, provider, people, ms })) };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

const generous = {
  BYLAW_REQUESTS_PER_MINUTE: '9000000',
  BYLAW_SIGN_INS_PER_MINUTE: '9000000',
  // The same for both replicas: responses are for the address that people know.
  BYLAW_PUBLIC_URL: 'http://localhost:8080',
};

async function measureSignIns({ one, two, provider, people, ms }) {
  await one.counts();
  const begin = await drive({
    urls: one.url,
    connections,
    ms,
    next: () => ({ path: '/login/saml/bench/' }),
    isGood: (status) => status === 302,
  });
  const beginCounts = await one.counts();
  const answers = () => {
    const number = Math.ceil((ms / 1_000) * mostPerSecond);
    const many = Array.from({ length: number }, (_, index) => people[index % people.length]);
    return answersFor(one.url, provider, many);
  };
  // Every thread of both servers has judged some before: what is measured is not how they are compiled.
  await signIns([one.url, two.url], await answers(), ms / 2);
  const forOne = await answers();
  await one.counts();
  const signIn = await signIns([one.url], forOne, ms);
  const counts = await one.counts();
  const signInTwo = await signIns([one.url, two.url], await answers(), ms);
  return {
    begin: { ...begin, ...perAnswer(begin, beginCounts) },
    signIn: { ...signIn, ...perAnswer(signIn, counts) },
    signInTwo,
  };
}

function signIns(urls, answers, ms) {
  return drive({
    urls,
    connections,
    ms,
    next: (index) => answers[index],
    isGood: (status) => status === 303,
  });
}

/** What the server spent on each. */
function perAnswer({ answers }, { cpuMs, statements, writes, framing }) {
  return {
    cpuMsEach: cpuMs / answers,
    statementsEach: statements / answers,
    writesEach: writes / answers,
    framingEach: framing / answers,
  };
}

/** The account's settings: users and groups are made by signing in. */
async function agree({ url, env }, { entityId, certificate }) {
  const spec = {
    mode: 'optional',
    initiationSlug: 'bench',
    autoCreateUsers: true,
    autoCreateGroups: true,
    identityProvider: {
      entityId,
      loginUrl: 'https://idp.bench.example/sso',
      certificates: [{ pem: certificate }],
      requireSigned: ['assertion'],
    },
  };
  const answer = await fetch(`${url}/v1/accounts/bench/single-sign-on`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${env.BYLAW_TOKEN}` },
    body: JSON.stringify({ spec }),
  });
  if (!answer.ok) throw new Error(`no single sign-on: ${answer.status} ${await answer.text()}`);
}

/** Everybody signs in once: his user, his groups and his link are there from then on. */
async function introduce(url, provider, people) {
  for (const { path, ...init } of await answersFor(url, provider, people)) {
    const answer = await fetch(url + path, { ...init, redirect: 'manual' });
    if (answer.status !== 303) throw new Error(`no sign-in: ${answer.status} ${await answer.text()}`);
  }
}
