import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleConsole } from '../../../scripts/build-console.mjs';
import { testDatabase } from '../../support/database.ts';
import { caller, makeOrganisation, testServer } from './test-server.ts';
import { apply } from './test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'bylaw-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));
await bundleConsole(folder);
const database = await testDatabase();
const { app } = await testServer(database, { consoleFolder: folder, documented: false });

const logo = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>').toString('base64')}`;
/** As small as a visitor's patience: 10 kB for everything that a page loads. */
const budget = 10_240;

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  await apply(caller(app, apiKey), [
    { kind: 'Account', name: 'emea', spec: {} },
    { kind: 'Account', name: 'closed', spec: { enabled: false } },
    { kind: 'Account', name: 'quiet', spec: {} },
    { kind: 'Customization', account: 'quiet', spec: { language: 'de', theme: { mode: 'dark' } } },
    {
      kind: 'Customization',
      account: 'emea',
      spec: { customLoginPage: true, theme: { mode: 'dark', primaryColor: '#0b7285' }, language: 'de', logo },
    },
    {
      kind: 'Customization',
      account: 'closed',
      spec: { customLoginPage: true, theme: { mode: 'dark', primaryColor: '#0b7285' } },
    },
  ]);
});

const page = async (url: string, headers: Record<string, string> = {}): Promise<string> => {
  const { statusCode, body } = await app.inject({ url, headers });
  expect(statusCode).toBe(200);
  return body;
};

describe('the sign-in pages', () => {
  it('run and load nothing but what is this server’s, and are never kept', async () => {
    for (const url of [
      '/login',
      '/login/acme',
      '/login/acme/emea',
      '/invitation',
      '/password',
      '/unlock',
      '/verify-email',
      '/signed-out',
    ]) {
      const { statusCode, headers } = await app.inject(url);
      expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
      const policy = String(headers['content-security-policy']);
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toContain('unsafe');
    }
  });

  it('cost at most their budget, script and styles included', async () => {
    const html = await page('/login/acme');
    const files = ['sign-in/sign-in.js', 'sign-in/sign-in.css'].map((file) =>
      readFileSync(join(folder, file)),
    );
    const bytes = [Buffer.from(html), ...files].map((content) => brotliCompressSync(content).length);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(budget);
  });

  it('name their files by what is in them, and those are kept for ever', async () => {
    const html = await page('/login');
    const [script, styles] = [/src="([^"]+)"/, /stylesheet" href="([^"]+)"/].map(
      (form) => form.exec(html)?.[1] ?? '',
    );
    for (const [url, type] of [
      [script, 'javascript'],
      [styles, 'text/css'],
    ] as const) {
      const { statusCode, headers } = await app.inject(url ?? '');
      expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(headers['content-type']).toContain(type);
    }
  });

  it('look as the account wants it', async () => {
    const html = await page('/login/acme/emea');
    for (const sign of [
      'lang="de"',
      'data-mode="dark"',
      'data-colour="#0b7285"',
      `data-logo="${logo}"`,
      'data-account="emea"',
    ])
      expect(html).toContain(sign);
  });

  it('do not tell which organisations and accounts there are', async () => {
    const shape = async (organisation: string, account: string): Promise<string> => {
      const html = await page(`/login/${organisation}/${account}`);
      return html.replaceAll(organisation, 'O').replaceAll(account, 'A');
    };
    const known = await shape('acme', 'zzz');
    expect(await shape('nobody', 'nothing')).toBe(known);
    // What an account looks like is told only where it wants a page of its own.
    expect(await shape('acme', 'quiet')).toBe(known);
    // A disabled account lets nobody in, and is no different from none.
    expect(await shape('acme', 'closed')).toBe(known);
  });

  it('take names as texts', async () => {
    const html = await page(`/login/${encodeURIComponent('"><script>alert(1)</script>')}/x`);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&quot;&gt;&lt;script&gt;');
  });

  it.each([
    ['/login?lang=de', 'en-GB', 'de'],
    ['/login', 'de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['/login', 'fr-FR', 'en'],
    ['/login/acme/emea?lang=en', 'de', 'en'],
  ])('%s for a browser of %s speaks %s', async (url, accept, language) => {
    expect(await page(url, { 'accept-language': accept })).toContain(`<html lang="${language}"`);
  });
});
