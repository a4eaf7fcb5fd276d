import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { readSources, root } from './source-schemas.ts';

const { documents } = await readSources();

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

  test('validators load nothing, and stay small enough to load at every start', async () => {
    const text = readFileSync(`${root}schemas/generated/validators.js`, 'utf8');
    expect(text.length).toBeLessThan(260_000);
    const alone = await import(`data:text/javascript,${encodeURIComponent(text)}`);
    expect(Object.keys(alone)).toEqual(['specValidators', 'validators']);
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
