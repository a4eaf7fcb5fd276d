import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { type DocumentKind, loadValidator } from '../../schemas/generated/load-validator.js';
import { specValidators, validators } from '../../schemas/generated/validators.js';
import { readSources, root } from './source-schemas.ts';

const { documents } = await readSources();

const textOf = (file: string): string =>
  readFileSync(join(root, 'schemas/generated/validators', file), 'utf8');

/** A module of the validators and all that it imports. Importing anything else than these fails. */
function filesOf(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, from = ''] of textOf(file).matchAll(/(?:^|;)import\{[^}]*\}from"([^"]+)"/gm))
    filesOf(join(dirname(file), from), found);
  return found;
}

function lengthOfAll(files: ReadonlySet<string>): number {
  return [...files].reduce((sum, file) => sum + textOf(file).length, 0);
}

describe('what is generated from the schemas', () => {
  test('is up to date', () => {
    expect(() =>
      execFileSync('node', ['scripts/generate.mjs', '--check'], { cwd: root, stdio: 'pipe' }),
    ).not.toThrow();
  });

  test('names no kind in the generator: a new kind is one new file', () => {
    const names = documents.filter(({ info }) => info !== undefined).map(({ name }) => name);
    const scripts = readdirSync(`${root}scripts`).filter((file) => /^generate(?!-kinds)/.test(file));
    expect(scripts.length).toBeGreaterThan(5);
    for (const script of scripts) {
      const text = readFileSync(`${root}scripts/${script}`, 'utf8');
      for (const name of names) expect(text).not.toMatch(new RegExp(`['"\`]${name}['"\`]`));
    }
  });

  test('validators of a kind load nothing but what they share, and stay small enough to load at every start', () => {
    const sizes = documents.map(({ name }) => lengthOfAll(filesOf(`${name}.js`)));
    expect(Math.max(...sizes)).toBeLessThan(110_000);
    const all = new Set(documents.flatMap(({ name }) => [...filesOf(`${name}.js`)]));
    expect(lengthOfAll(all)).toBeLessThan(270_000);
  });

  test('validators by kind are the same, together and one by one', async () => {
    expect(Object.keys(validators)).toEqual(documents.map(({ name }) => name));
    expect(Object.keys(specValidators)).toEqual(Object.keys(validators));
    for (const kind of Object.keys(validators) as DocumentKind[])
      expect(await loadValidator(kind)).toBe(validators[kind]);
  });
});

describe('the schemas for editors', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const read = (file: string): object => JSON.parse(readFileSync(`${root}schemas/${file}`, 'utf8')) as object;
  const manifest = ajv.compile(read('bylaw.schema.json'));
  const set = ajv.compile(read('bylaw-set.schema.json'));

  test.each(documents)('accept the examples of $name', ({ schema, info }) => {
    const validate = info === undefined ? set : manifest;
    for (const example of schema.examples ?? []) expect(validate(example)).toBe(true);
  });

  test('refuse unknown kinds and unknown fields', () => {
    const team = { apiVersion: 'bylaw.dev/v1', kind: 'Team', metadata: { name: 'a', account: 'b' } };
    expect(manifest({ ...team, spec: { members: ['ana'] } })).toBe(true);
    expect(manifest({ ...team, spec: { membrs: ['ana'] } })).toBe(false);
    expect(manifest({ ...team, kind: 'Group', spec: {} })).toBe(false);
  });
});
