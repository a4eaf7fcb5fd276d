import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleConsole } from '../../../scripts/build-console.mjs';
import { testDatabase } from '../../support/database.ts';
import { testServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'bylaw-console-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(
  join(folder, 'index.html'),
  '<meta name="csp-nonce" content="{nonce}"><script src="/console/first-paint.js"></script>',
);
writeFileSync(join(folder, 'icon.svg'), '<svg/>');
writeFileSync(join(folder, 'first-paint.js'), '1;');
writeFileSync(join(folder, 'secret.txt'), 'not to be served');
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'assets', 'main-1.js'), 'plain');

const database = await testDatabase();
const { app } = await testServer(database, { consoleFolder: folder, documented: false });

describe('the page', () => {
  it('is the same at every address of the console, and never kept', async () => {
    for (const url of ['/console/', '/console/seats?q=ana', '/console/users/acme/ana']) {
      const { statusCode, headers } = await app.inject(url);
      expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-store',
      ]);
    }
  });

  it('is where the server’s own address leads', async () => {
    expect((await app.inject('/')).headers.location).toBe('/console/');
    expect((await app.inject('/console')).headers.location).toBe('/console/');
  });

  it('runs its own scripts, and styles that carry its number, which is another each time', async () => {
    const numbers = await Promise.all(
      [1, 2].map(async () => {
        const { headers, body } = await app.inject('/console/');
        const number = /content="([^"]+)"/.exec(body)?.[1] ?? '';
        expect(number).toMatch(/^[A-Za-z0-9+/]{22}==$/);
        const policy = String(headers['content-security-policy']);
        expect(policy).toContain(`style-src 'self' 'nonce-${number}'`);
        for (const rule of [
          "default-src 'none'",
          "script-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
        ])
          expect(policy).toContain(rule);
        expect(policy).not.toContain('unsafe');
        return number;
      }),
    );
    expect(new Set(numbers).size).toBe(2);
  });
});

describe('its files', () => {
  it('are kept for ever where their names tell what is in them, and for an hour where not', async () => {
    const asset = await app.inject('/console/assets/main-1.js');
    expect([asset.statusCode, asset.body]).toEqual([200, 'plain']);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await app.inject('/console/icon.svg')).headers['cache-control']).toBe('public, max-age=3600');
  });

  it.each([
    '/console/assets/none.js',
    '/console/assets/..%2Fsecret.txt',
    '/console/assets/%2e%2e%2fsecret.txt',
  ])('%s is not there', async (url) => {
    const { statusCode, body } = await app.inject(url);
    expect([statusCode, body.includes('not to be served')]).toEqual([404, false]);
  });
});

it('a server without a built console has none', async () => {
  const { app: bare } = await testServer(database, {
    consoleFolder: join(folder, 'nowhere'),
    documented: false,
  });
  expect((await bare.inject('/console/')).statusCode).toBe(404);
});

describe('what is built', { timeout: 60_000 }, () => {
  it('is served compressed, and its page has no script or style of its own in it', async () => {
    const built = join(folder, 'built');
    await bundleConsole(built);
    const { app: whole } = await testServer(database, { consoleFolder: built, documented: false });
    const page = await whole.inject('/console/');
    expect(page.body).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=/);
    const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? '';
    const packed = await whole.inject({ url: script, headers: { 'accept-encoding': 'br' } });
    expect(packed.headers['content-encoding']).toBe('br');
    const plain = await whole.inject(script);
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body);
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
  });
});
