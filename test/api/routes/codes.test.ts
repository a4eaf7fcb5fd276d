import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folders = ['api/routes', 'api/identity', 'api/audit', 'api/organisations'];
const areas =
  'api-key|auth|idempotency|operator|organisation|permission|plan|rate-limit|request|resource|schema|server';
const written = new RegExp(`'((?:${areas})/[a-z-]+)'`, 'g');
/** Made from a place or a status, so that no text of the source holds them whole. */
const composed = ['request/invalid-query', 'request/invalid-path', 'request/invalid-header'];

function filesIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => join(folder, file));
}

function codesInSource(): readonly string[] {
  const files = ['api/server.ts', ...folders.flatMap(filesIn)];
  const found = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(written)].map(([, code]) => code ?? ''),
  );
  return [...new Set([...found, ...composed])].filter((code) => !code.startsWith('schema/')).sort();
}

test('docs/http-api.md knows every code of the interface, and no other', () => {
  const documented = [
    ...readFileSync('docs/http-api.md', 'utf8').matchAll(/^\| `([a-z-]+\/[a-z-]+)` +\| \d{3}/gm),
  ].map(([, code]) => code ?? '');
  expect(documented).toEqual([...documented].sort());
  expect(documented).toEqual(codesInSource());
});
