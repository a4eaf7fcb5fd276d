/**
 * Generates from `schemas/` all that follows from it: types, validators, schemas for the program and for editors, and
 * the manifest reference. `node scripts/generate.mjs` writes; with `--check` it writes nothing and exits 1 naming the
 * files that are stale or that nothing generates any more.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentSchema, editorSchema, jsonText, kindsModule, schemasModule } from './generate-bundles.mjs';
import { referencePages } from './generate-reference.mjs';
import { readSchemas } from './generate-schemas.mjs';
import { typesModule } from './generate-types.mjs';
import {
  loadValidatorDeclaration,
  loadValidatorModule,
  validatorModules,
  validatorsDeclaration,
  validatorsModule,
} from './generate-validators.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Folders that hold nothing but generated files. */
const generatedFolders = ['schemas/generated', 'docs/reference'];
/** The document that is no resource: the set itself, `bylaw.yaml`. */
const setDocument = 'ManifestSet';

async function generate() {
  const schemas = readSchemas(join(root, 'schemas'));
  const { definitions, documents } = schemas;
  const set = documents.find(({ name }) => name === setDocument);
  const validators = [...(await validatorModules(schemas))];
  const pages = Object.entries(referencePages(schemas));
  return new Map([
    ['schemas/generated/types.ts', await typesModule(schemas)],
    ['schemas/generated/kinds.ts', kindsModule(schemas)],
    ['schemas/generated/schemas.ts', schemasModule(schemas)],
    ['schemas/generated/validators.js', validatorsModule(schemas)],
    ['schemas/generated/validators.d.ts', validatorsDeclaration(schemas)],
    ['schemas/generated/load-validator.js', loadValidatorModule(schemas)],
    ['schemas/generated/load-validator.d.ts', loadValidatorDeclaration],
    ...validators.map(([file, text]) => [`schemas/generated/validators/${file}`, text]),
    ['schemas/bylaw.schema.json', jsonText(editorSchema(schemas))],
    ['schemas/bylaw-set.schema.json', jsonText(documentSchema({ ...set, definitions }))],
    ...pages.map(([file, text]) => [`docs/reference/${file}`, text]),
  ]);
}

function read(file) {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

function filesIn(folder) {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch {
    return [];
  }
}

function write(file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const files = await generate();
const stale = [...files].filter(([file, text]) => read(file) !== text).map(([file]) => file);
const orphans = generatedFolders.flatMap(filesIn).filter((file) => !files.has(file));

if (!process.argv.includes('--check')) {
  for (const file of stale) write(file, files.get(file));
  for (const file of orphans) rmSync(join(root, file));
} else if (stale.length + orphans.length > 0) {
  process.stderr.write(
    `Not up to date; run node scripts/generate.mjs:\n${[...stale, ...orphans].join('\n')}\n`,
  );
  process.exitCode = 1;
}
