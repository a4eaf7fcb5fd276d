import { join } from 'node:path';
import { makeOrganisation } from '../generate/organisation.mjs';
import { writeFolder } from '../generate/write-manifests.mjs';
import { interleave } from '../measure/interleave.mjs';
import { validatingPeers } from '../peers/commands.mjs';
import { peerScript } from '../peers/install.mjs';
import { bylaw } from '../places.mjs';

/**
 * What it costs to start each command: to say its version, and to validate three documents.
 *
 * @param {import('../run.mjs').Surroundings} around
 */
export async function measureStartUp({ folder, deadline, quick, peers }) {
  const three = writeFolder(join(folder, 'three'), threeDocuments());
  const commands = {
    'node -e 0': node(['-e', '0']),
    'bylaw --version': node([bylaw, '--version']),
    'bylaw validate': node([bylaw, 'validate', three, '--quiet']),
    ...(peers ? peerCommands(three) : {}),
  };
  const rounds = quick ? 3 : 15;
  return { rounds, measures: await interleave(commands, rounds, deadline) };
}

function node(args) {
  return { file: process.execPath, args };
}

/** Peers are slower by far and steadier, so a third of the rounds is enough. */
function peerCommands(three) {
  const { 'ajv-cli': ajv, v8r, spectral } = validatingPeers(three);
  const version = (name, command) => node([peerScript(name, command), '--version']);
  const commands = {
    'ajv-cli validate': ajv,
    'v8r validate': v8r,
    'spectral lint': spectral,
    'v8r --version': version('v8r', 'v8r'),
    'spectral --version': version('@stoplight/spectral-cli', 'spectral'),
    'auth0-deploy-cli --version': version('auth0-deploy-cli', 'a0deploy'),
  };
  return Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [name, { ...command, rounds: 5 }]),
  );
}

function threeDocuments() {
  const of = (kind) => makeOrganisation(100).find((manifest) => manifest.kind === kind);
  return [of('Account'), of('SecurityPolicy'), of('Role')];
}
