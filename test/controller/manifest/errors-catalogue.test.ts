import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { permissions } from '../../../schemas/predefined-roles.ts';

const root = join(import.meta.dirname, '../../..');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

const catalogue = readFileSync(join(root, 'docs/errors.md'), 'utf8');
/** However the formatter aligns the tables. */
const rows = catalogue
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, code = '', meaning = '', remedy = '']) => ({ code: code.replaceAll('`', ''), meaning, remedy }));
const documented = rows.map(({ code }) => code);
const families = new Set(documented.map((code) => code.replace(/\/.*/, '')));

const notCodes = new Set([...permissions, 'image/png', 'image/jpeg']);

/** Words of the form `family/name`; in other rooms than this one only where they are given as a `code`. */
function codesIn(texts: readonly string[], expression: RegExp): Set<string> {
  const found = texts.flatMap((text) => [...text.matchAll(expression)].map(([, code = '']) => code));
  return new Set(found.filter((code) => !notCodes.has(code)));
}

const own = codesIn(sources('controller/manifest'), /'([a-z-]+\/[a-z0-9-]+)'/g);
const given = codesIn(
  [...sources('controller'), ...sources('api')],
  /\bcode:[^'\n]*'([a-z-]+\/[a-z0-9-]+)'/g,
);
const anywhere = codesIn(
  [...sources('controller'), ...sources('api'), ...sources('schemas/contract')],
  /'([a-z-]+\/[a-z0-9-]+)'/g,
);

describe('docs/errors.md', () => {
  it('has a row for every code that a diagnostic can have', () => {
    expect([...own, ...given].filter((code) => !documented.includes(code)).sort()).toEqual([]);
  });

  it('has no row for a code that no diagnostic has', () => {
    expect(documented.filter((code) => !anywhere.has(code))).toEqual([]);
  });

  it('has each code once, with a meaning and a remedy', () => {
    expect(new Set(documented).size).toBe(documented.length);
    for (const { meaning, remedy } of rows)
      expect([meaning, remedy]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  });

  it('would notice a code that is missing', () => {
    expect(families.size).toBeGreaterThan(10);
    expect(own.size).toBeGreaterThan(60);
    expect(own.has('yaml/quote') && own.has('seats/too-many-holders')).toBe(true);
  });
});
