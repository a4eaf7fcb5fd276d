import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.mjs';
import { peerScript } from './install.mjs';

const manifests = 'manifests/**/*.yaml';

/** The schema of manifests of every kind. */
export const everyKind = join(root, 'schemas', 'bylaw.schema.json');

/**
 * Writes a schema of one kind alone, which is the best case of tools that compile their schema anew for each file.
 *
 * @param {string} folder
 * @param {string} kind
 * @returns {string} the file
 */
export function schemaOfKind(folder, kind) {
  const { $schema, $defs } = JSON.parse(readFileSync(everyKind, 'utf8'));
  const file = join(folder, `${kind}.schema.json`);
  writeFileSync(file, JSON.stringify({ $schema, $ref: `#/$defs/${kind}`, $defs }));
  return file;
}

/**
 * The commands by which each peer validates the manifests of a folder. None of them follows references between documents.
 *
 * @param {string} folder with `manifests/`
 * @param {string} [schema] file
 * @returns {Record<string, import('../measure/run-command.mjs').Command>}
 */
export function validatingPeers(folder, schema = everyKind) {
  const ajv = [
    'validate',
    '--spec=draft2020',
    '--strict=false',
    '-c',
    'ajv-formats',
    '-s',
    schema,
    '-d',
    manifests,
  ];
  const spectral = ['lint', '--ruleset', writeRuleset(folder, schema), manifests];
  return {
    'ajv-cli': peer('ajv-cli', 'ajv', ajv, folder),
    v8r: peer('v8r', 'v8r', ['--no-ignore', '--cache-ttl', '0', '-s', schema, manifests], folder),
    spectral: peer('@stoplight/spectral-cli', 'spectral', spectral, folder),
  };
}

function peer(name, command, args, cwd) {
  return { file: process.execPath, args: [peerScript(name, command), ...args], cwd };
}

/** spectral's rules with the schema put in: a `$ref` to a file in them passes everything. */
function writeRuleset(folder, schema) {
  const ruleset = JSON.parse(readFileSync(new URL('spectral-ruleset.json', import.meta.url), 'utf8'));
  ruleset.rules.manifest.then.functionOptions.schema = JSON.parse(readFileSync(schema, 'utf8'));
  const file = join(folder, 'ruleset.json');
  writeFileSync(file, JSON.stringify(ruleset));
  return file;
}
