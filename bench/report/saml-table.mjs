import { count } from './numbers.mjs';
import { table } from './table.mjs';

const rate = (value) => `${count(Math.round(value))}/s`;
const ms = (value) => `${value.toFixed(1)} ms`;

/** Verifications and sign-ins by SAML, beside what samlify verifies by itself. */
export function samlTable({ verification, begin, signIn, signInTwo }) {
  const { rsa, samlify, samlifyWithSchema, ours } = verification;
  const of = (load) => `${Math.round((load.rate / samlify.rate) * 100)} %`;
  const row = (what, load, ...more) => [what, rate(load.rate), of(load), ms(load.p50), ms(load.p99), ...more];
  const spent = ({ cpuMsEach, statementsEach, writesEach }) => [
    ms(cpuMsEach),
    statementsEach === undefined ? '-' : `${statementsEach.toFixed(1)} (${writesEach.toFixed(1)})`,
  ];
  return table(
    ['What', 'Rate', 'of samlify', 'p50', 'p99', 'CPU each', 'SQL statements (writes)', 'failures'],
    [
      ['RSA alone (2048 bits, SHA-256), one core', rate(rsa.rate), '-', '-', '-', '-', '-', '-'],
      row('samlify alone, no schema checked, one core', samlify, ...spent(samlify), '-'),
      row('samlify alone, schema checked, one core', samlifyWithSchema, ...spent(samlifyWithSchema), '-'),
      row('our verification, samlify asked beside it, one core', ours, ...spent(ours), '-'),
      row('sign-in begun: sent to the identity provider', begin, ...spent(begin), begin.failures),
      row('sign-in by SAML over HTTP', signIn, ...spent(signIn), signIn.failures),
      row('sign-in by SAML over HTTP, two replicas', signInTwo, '-', '-', signInTwo.failures),
    ],
  );
}
