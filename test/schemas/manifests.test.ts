import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type DocumentKind, specValidators, validators } from '../../schemas/generated/validators.js';
import { readSources, root } from './source-schemas.ts';

interface Manifest {
  readonly apiVersion?: string;
  readonly kind: DocumentKind;
  readonly spec: unknown;
}

/** The documents by which the language is defined. */
const language = parseAllDocuments(readFileSync(`${root}test/schemas/fixtures/manifests.yaml`, 'utf8')).map(
  (document) => document.toJS() as Manifest,
);
const { documents } = await readSources();

function errorsOf(manifest: Manifest): unknown {
  validators[manifest.kind](manifest);
  return validators[manifest.kind].errors;
}

describe('the manifests that define the language', () => {
  test('are one of each kind', () => {
    expect(language.map(({ kind }) => kind).sort()).toEqual(documents.map(({ name }) => name).sort());
  });

  test.each(language)('$kind is valid', (manifest) => {
    const whole = { apiVersion: 'bylaw.dev/v1', ...withoutContradiction(manifest) };
    expect(errorsOf(whole)).toBeNull();
    expect(specValidators[whole.kind](whole.spec)).toBe(true);
  });
});

/** The document shows members and group side by side to explain both; one team can have only one of them. */
function withoutContradiction(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Team') return manifest;
  const { group: _group, ...spec } = manifest.spec as Record<string, unknown>;
  return { ...manifest, spec };
}

describe('the examples of the reference', () => {
  const examples = documents.flatMap(({ name, schema }) =>
    (schema.examples ?? []).map((example) => ({ name, example: example as Manifest })),
  );
  test.each(examples)('of $name are valid', ({ example }) => expect(errorsOf(example)).toBeNull());
});
