import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folders = ['api/routes', 'api/identity', 'api/audit', 'api/organisations', 'api/notifications'];
const areas =
  'api-key|auth|event|idempotency|operator|organisation|permission|plan|rate-limit|request|resource|schema|server|subscription';
const written = new RegExp(`'((?:${areas})/[a-z-]+)'`, 'g');
/** Made from a place or a status, so that no text of the source holds them whole. */
const composed = ['request/invalid-query', 'request/invalid-path', 'request/invalid-header'];

function textsIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(folder, file), 'utf8'));
}

function codesIn(texts: readonly string[], form: RegExp): readonly string[] {
  return texts.flatMap((text) => [...text.matchAll(form)].map(([, code = '']) => code));
}

const interfaceDocument = readFileSync('docs/http-api.md', 'utf8');
const documented = codesIn([interfaceDocument], /^\| `([a-z-]+\/[a-z-]+)` +\| \d{3}/gm);

test('docs/http-api.md knows every code of the interface, and no other', () => {
  const found = codesIn([readFileSync('api/server.ts', 'utf8'), ...folders.flatMap(textsIn)], written);
  const codes = [...new Set([...found, ...composed])].filter((code) => !code.startsWith('schema/')).sort();
  expect(documented).toEqual([...documented].sort());
  expect(documented).toEqual(codes);
});

test('every refusal, wherever it comes from, is in docs/http-api.md or docs/errors.md', () => {
  const refused = codesIn(textsIn('api'), /new Refusal\(\s*\d{3},\s*'([a-z-]+\/[a-z-]+)'/g);
  const told = codesIn([readFileSync('docs/errors.md', 'utf8')], /^\| `([a-z-]+\/[a-z0-9-]+)`/gm);
  const known = new Set([...documented, ...told]);
  expect(refused.length).toBeGreaterThan(80);
  expect([...new Set(refused)].filter((code) => !known.has(code)).sort()).toEqual([]);
});

test('every route of signing in, and of what a person does to himself, is in docs/http-api.md', () => {
  const urls = codesIn(
    textsIn('api/routes'),
    /'(\/v1\/(?:me|sign-in|sign-out|second-factor|invitations|password|email|unlock)(?:\/[a-z:/-]+)?)'/g,
  );
  const missing = urls.filter((url) => !interfaceDocument.includes(url.replace(/:(\w+)/g, '{$1}')));
  expect(urls.length).toBeGreaterThan(25);
  expect(missing).toEqual([]);
});
