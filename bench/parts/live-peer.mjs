import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { makeCertificate } from '../auth0/certificate.mjs';
import { makeResourceServers } from '../auth0/resource-servers.mjs';
import { startStandIn } from '../auth0/stand-in.mjs';
import { runCommand } from '../measure/run-command.mjs';
import { peerScript } from '../peers/install.mjs';

/**
 * auth0-deploy-cli, live against the stand-in of its API: a dry run with nothing changed, and an import of the same.
 * One run each: it holds itself to eight requests a second, so its time hardly varies.
 *
 * @param {import('../run.mjs').Surroundings} around
 * @returns {Promise<object[]>} one entry a run, with `failure` where it could not be measured
 */
export async function measureLivePeer(around) {
  if (!around.peers) return [{ failure: 'the peers are not installed' }];
  const runs = around.quick
    ? [{ size: 100, words: ['--dry-run'] }]
    : [
        { size: 100, words: ['--dry-run'] },
        { size: 1_000, words: ['--dry-run'] },
        { size: 10_000, words: ['--dry-run'] },
        { size: 1_000, words: [] },
      ];
  const results = [];
  for (const run of runs) {
    results.push({
      size: run.size,
      dryRun: run.words.length > 0,
      ...(await measureRun(run, around).catch(toFailure)),
    });
  }
  return results;
}

const toFailure = (error) => ({ failure: error instanceof Error ? error.message : String(error) });

async function measureRun({ size, words }, { folder, deadline }) {
  if (deadline.passed()) return { failure: 'no time was left' };
  const place = join(folder, `auth0-${size}`);
  mkdirSync(place, { recursive: true });
  const certificate = makeCertificate(place);
  const input = writeTenant(place, size);
  const standIn = await startStandIn(certificate, size);
  try {
    const command = deploy({
      input,
      words,
      domain: standIn.domain,
      certificate: certificate.file,
      cwd: place,
    });
    const timeoutMs = Math.max(1, Math.min(300_000, deadline.leftMs()));
    const { ms, failure } = await runCommand({ ...command, timeoutMs });
    return { ms, ...standIn.seen, ...(failure === undefined ? {} : { failure }) };
  } finally {
    await standIn.close();
  }
}

/** The APIs as they are in the tenant already, in the tool's own form. */
function writeTenant(folder, size) {
  const file = join(folder, 'tenant.yaml');
  const resourceServers = makeResourceServers(size).map(({ id: _id, ...resource }) => resource);
  writeFileSync(file, dump({ resourceServers }));
  return file;
}

function deploy({ input, words, domain, certificate, cwd }) {
  return {
    file: process.execPath,
    args: [peerScript('auth0-deploy-cli', 'a0deploy'), 'import', '-i', input, ...words],
    cwd,
    env: {
      AUTH0_DOMAIN: domain,
      AUTH0_CLIENT_ID: 'bench',
      AUTH0_ACCESS_TOKEN: 'bench',
      AUTH0_INCLUDED_ONLY: '["resourceServers"]',
      NODE_EXTRA_CA_CERTS: certificate,
    },
  };
}
