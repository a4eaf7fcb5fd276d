import { count, times } from './numbers.mjs';

/**
 * A goal of bench.md with what was measured.
 * @typedef {{ goal: string, value: number | undefined, limit: number, atLeast?: boolean, unit: 'times' | 'MiB' | 'number' | 'ms' | 'kB' }} Goal
 */

/** Goals of start-up. */
export function startUpGoals({ measures }) {
  const floor = measures['node -e 0'].ms;
  const of = (name) => quotient(measures[name]?.ms, floor);
  return [
    atMost('`bylaw --version` of `node -e 0`', of('bylaw --version'), 1.1),
    atMost('`bylaw validate` of 3 documents of `node -e 0`', of('bylaw validate'), 1.35),
  ];
}

/** Goals of validation: never slower than ajv-cli. */
export function validateGoals(sizes) {
  return sizes.flatMap(({ size, measures }) => [
    atMost(`validate ${count(size)}, of ajv-cli`, quotient(measures.bylaw?.ms, measures['ajv-cli']?.ms), 1),
    atMost(
      `validate ${count(size)} of one kind, of ajv-cli at its best`,
      quotient(measures['bylaw, people only']?.ms, measures['ajv-cli, people only']?.ms),
      1,
    ),
  ]);
}

/** Goals of plans and applies beside the floor, of one size and database. */
export function planApplyGoals({ size, database, failure, unchanged, applyAll, memory }) {
  const where = `${count(size)} on ${database}`;
  if (failure !== undefined) return [atMost(`plan and apply, ${where}`, undefined, 2)];
  const { bylaw, floor } = unchanged.measures;
  const goals = [
    {
      ...atMost(`requests of a plan with nothing changed, ${where}`, unchanged.counts.requests, 1),
      unit: 'number',
    },
    {
      ...atMost(`writes of a plan with nothing changed, ${where}`, unchanged.counts.writes, 0),
      unit: 'number',
    },
    atMost(`plan with nothing changed of the floor, ${where}`, quotient(bylaw.ms, floor.ms), 2),
    atMost(`apply that changes all of the floor, ${where}`, quotient(applyAll.bylawMs, applyAll.floorMs), 3),
  ];
  return size < 10_000 ? goals : [...goals, ...memoryGoals(memory, where)];
}

function memoryGoals({ commandMiB, serverMiB }, where) {
  return [
    { ...atMost(`memory of \`bylaw plan\`, ${where}`, commandMiB, 300), unit: 'MiB' },
    { ...atMost(`memory of the server, ${where}`, serverMiB, 300), unit: 'MiB' },
  ];
}

/** Goals of signing in: at the rate of the hash, little beside it, and nobody waits. Limits of time are bench.md's own. */
export function signInGoals({ hashes, signIn, point, check, storm, applying }) {
  const beside = signIn.cpuMs / signIn.answers - hashes.cpuMsEach;
  return [
    atLeast('sign-ins by password, of the hash alone', quotient(signIn.rate, hashes.rate), 0.9),
    { ...atMost('CPU beside the hash, of a sign-in', beside, 3), unit: 'ms' },
    atLeast('session checks, of a point query through Fastify', quotient(check.rate, point.rate), 0.7),
    { ...atMost('p99 of a session check in a storm of sign-ins', storm.p99, 50), unit: 'ms' },
    { ...atMost('p99 of a session check while a plan is applied', applying.p99, 50), unit: 'ms' },
  ];
}

/** Goals of SAML: verifying, and whole sign-ins, beside samlify alone without a schema being checked, which is its fastest. */
export function samlGoals({ verification, signIn, signInTwo }) {
  const of = (load) => quotient(load.rate, verification.samlify.rate);
  return [
    atLeast("verification of SAML responses, of samlify's own", of(verification.ours), 0.85),
    atLeast("sign-ins by SAML over HTTP, of samlify's own verification", of(signIn), 0.85),
    atLeast("the same on two replicas, of samlify's own verification", of(signInTwo), 0.85),
  ];
}

/** Goals of the console: what is sent before it works, and that nothing jumps. */
export function consoleGoals({ loads }) {
  const kib = (page, name) => loads[page].first[name] / 1024;
  const sent = (what, page, limit) => ({
    ...atMost(what, kib(page, 'scriptBytes') + kib(page, 'styleBytes') + kib(page, 'pageBytes'), limit),
    unit: 'kB',
  });
  return [
    sent('all that the sign-in page sends', 'sign-in', 10),
    {
      ...atMost('script of the console with its first page', kib('overview', 'scriptBytes'), 240),
      unit: 'kB',
    },
    { ...atMost('styles of the console', kib('overview', 'styleBytes'), 40), unit: 'kB' },
  ];
}

/** Goals beside the peer; bench.md sets them at 1,000 and 10,000. */
export function peerGoals(comparisons) {
  return comparisons
    .filter(({ size }) => size >= 1_000)
    .map(({ size, dryRun, live, bylawMs, peerMs }) => ({
      goal: `${dryRun ? 'plan' : 'apply'} faster than auth0-deploy-cli, ${count(size)}${live ? '' : ' (published figure)'}`,
      value: quotient(peerMs, bylawMs),
      limit: dryRun ? 50 : 300,
      atLeast: true,
      unit: 'times',
    }));
}

/** How a goal ended, in words. */
export function verdict({ value, limit, atLeast = false }) {
  if (value === undefined) return 'not measured';
  if (atLeast ? value >= limit : value <= limit) return 'reached';
  const share = limit === 0 ? undefined : Math.round(Math.abs(value / limit - 1) * 100);
  return share === undefined ? `missed by ${value}` : `missed by ${share} %`;
}

/** @param {Goal} goal */
export function shown({ unit }, number) {
  if (number === undefined) return '-';
  if (unit === 'ms') return `${number.toFixed(1)} ms`;
  if (unit === 'kB') return `${number.toFixed(1)} kB`;
  return unit === 'times' ? times(number) : `${count(number)}${unit === 'MiB' ? ' MiB' : ''}`;
}

function atLeast(goal, value, limit) {
  return { goal, value, limit, atLeast: true, unit: 'times' };
}

function atMost(goal, value, limit) {
  return { goal, value, limit, unit: 'times' };
}

function quotient(value, base) {
  return value === undefined || base === undefined ? undefined : value / base;
}
