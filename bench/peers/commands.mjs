import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.mjs';
import { peerScript } from './install.mjs';

const manifests = 'manifests/**/*.yaml';
const ruleset = join(root, 'bench', 'peers', 'spectral-ruleset.json');
const schema = join(root, 'schemas', 'bylaw.schema.json');

/**
 * The commands by which each peer validates the manifests of a folder against the combined schema of all kinds. None of them follows
 * references between documents or knows the lines of what it reports.
 *
 * @param {string} folder with `manifests/`
 * @returns {Record<string, import('../measure/run-command.mjs').Command>}
 */
export function validatingPeers(folder) {
  const v8r = ['--no-ignore', '--cache-ttl', '0', '-s', schema, manifests];
  const spectral = ['lint', '--ruleset', ruleset, manifests];
  const commands = {
    'ajv-cli': ajv(['-s', schema, '-d', manifests]),
    v8r: node(peerScript('v8r', 'v8r'), v8r),
    spectral: node(peerScript('@stoplight/spectral-cli', 'spectral'), spectral),
  };
  return Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [name, { ...command, cwd: folder }]),
  );
}

/**
 * ajv-cli at its best: a schema of one kind, and documents of that kind alone.
 *
 * @param {string} folder
 * @param {string} kind
 */
export function validateOneKind(folder, kind) {
  const { $schema, $defs } = JSON.parse(readFileSync(schema, 'utf8'));
  const file = join(folder, `${kind}.schema.json`);
  writeFileSync(file, JSON.stringify({ $schema, $ref: `#/$defs/${kind}`, $defs }));
  return { ...ajv(['-s', file, '-d', manifests]), cwd: folder };
}

function ajv(args) {
  const script = peerScript('ajv-cli', 'ajv');
  return node(script, ['validate', '--spec=draft2020', '--strict=false', '-c', 'ajv-formats', ...args]);
}

function node(script, args) {
  return { file: process.execPath, args: [script, ...args] };
}
