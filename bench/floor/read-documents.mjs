import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { validators } from '../../schemas/generated/validators.js';

/**
 * Reads and validates one manifest a file, with the fastest parts that npm has, and nothing beside: no references, no places.
 *
 * @param {string} folder of the set
 * @returns {object[]} the documents
 * @throws at the first that is not valid
 */
export function readDocuments(folder) {
  const root = join(folder, 'manifests');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );
  return files.map((file) => readDocument(join(root, file)));
}

function readDocument(file) {
  const document = load(readFileSync(file, 'utf8'));
  if (!validators[document.kind](document)) throw new Error(`${file} is not valid`);
  return document;
}
