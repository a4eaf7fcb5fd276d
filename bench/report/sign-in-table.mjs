import { count } from './numbers.mjs';
import { table } from './table.mjs';

const rate = (value) => `${count(Math.round(value))}/s`;
const ms = (value) => `${value.toFixed(1)} ms`;
const share = (value, base) => `${Math.round((value / base) * 100)} %`;

/** Sign-ins and session checks beside what they rest on. */
export function signInTable({ hashes, signIn, signInTwo, point, check, checkTwo, storm, applying }) {
  const rows = [
    ['the hash alone (argon2id, 19 MiB, t=2)', rate(hashes.rate), '100 %', '-', '-', '-'],
    loadRow('sign-in by password', signIn, hashes.rate),
    loadRow('sign-in by password, two replicas', signInTwo, hashes.rate),
    loadRow('one point query through Fastify', point, point.rate),
    loadRow('session check', check, point.rate),
    loadRow('session check, two replicas', checkTwo, point.rate),
    ['session check in a storm of sign-ins', '-', '-', ms(storm.p50), ms(storm.p99), String(storm.failures)],
    loadRow(`session check while ${count(applying.resources)} resources are applied`, applying, point.rate),
  ];
  return table(['What', 'Rate', 'of what it rests on', 'p50', 'p99', 'failures'], rows);
}

function loadRow(what, load, base) {
  return [what, rate(load.rate), share(load.rate, base), ms(load.p50), ms(load.p99), String(load.failures)];
}
