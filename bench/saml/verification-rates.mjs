import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from '../floor-scripts.mjs';
import { median } from '../measure/median.mjs';
import { runCommand } from '../measure/run-command.mjs';

const rounds = 5;

/**
 * What one core verifies a second: RSA signatures, samlify by itself, and our verification, of the same responses. They take turns, each in a
 * process of its own.
 *
 * @param {ReturnType<import('./identity-provider.mjs').identityProvider>} provider
 * @param {(index: number) => { nameId: string }} person
 * @param {{ folder: string, ms: number }} around
 */
export async function verificationRates(provider, person, { folder, ms }) {
  const file = join(folder, 'responses.json');
  writeFileSync(file, JSON.stringify(messages(provider, person, 100)));
  const commands = {
    rsa: [bundled('floor', 'rsa-rate')],
    samlify: [bundled('floor', 'samlify-rate'), file],
    samlifyWithSchema: [bundled('floor', 'samlify-rate'), file, 'schema'],
    ours: [bundled('saml', 'verify-rate'), file],
  };
  const runs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, [script, ...args]] of Object.entries(commands)) {
      runs[name].push(await rateOf([script, String(Math.round(ms / rounds)), ...args]));
    }
  }
  return Object.fromEntries(Object.entries(runs).map(([name, found]) => [name, middle(found)]));
}

function messages({ entityId, certificate, respond }, person, count) {
  const to = {
    acsUrl: 'https://bylaw.bench.example/login/saml/bench/acs',
    spEntityId: 'https://bylaw.bench.example/login/saml/bench/metadata',
  };
  const responses = Array.from({ length: count }, (_, index) => {
    const requestId = `_request-${index}`;
    const { nameId } = person(index);
    return { value: respond(person(index), { ...to, requestId }), requestId, nameId };
  });
  return { entityId, certificate, ...to, responses };
}

async function rateOf(args) {
  const { stdout, failure } = await runCommand({ file: process.execPath, args });
  if (failure !== undefined) throw new Error(`verification: ${failure}`);
  return JSON.parse(stdout);
}

function middle(runs) {
  return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, median(runs.map((run) => run[name]))]));
}
