import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { BadSetting, publicUrlFrom, readSettings } from '../../../api/environment.ts';
import { runServer } from '../../../api/main.ts';

const logger = pino({ level: 'silent' });
const folders: string[] = [];

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'bylaw-main-'));
  folders.push(made);
  return made;
}

afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true });
});

const local = { port: 0, host: '127.0.0.1', logger };

describe('a server on a data folder', () => {
  test('keeps what was made over a restart', async () => {
    const dataDir = await folder();
    const env = { BYLAW_OPERATOR_TOKEN: 'vendor' };
    const first = await runServer({ ...local, dataDir, env });
    const made = await fetch(`${first.url}/v1/operator/organisations`, {
      method: 'POST',
      headers: { authorization: 'Bearer vendor', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'acme', seats: 3, admin: 'ana', email: 'ana@acme.example' }),
    });
    expect(made.status).toBe(201);
    const { apiKey, invitationUrl } = (await made.json()) as { apiKey: string; invitationUrl: string };
    expect(invitationUrl.startsWith(`${first.url}/invitation#`)).toBe(true);
    await first.close();
    const keyFile = join(dataDir, 'encryption-key');
    const key = await readFile(keyFile, 'utf8');
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow();

    const second = await runServer({ ...local, dataDir, env: {} });
    const headers = { authorization: `Bearer ${apiKey}` };
    expect(await (await fetch(`${second.url}/v1/whoami`, { headers })).json()).toMatchObject({
      organisation: 'acme',
    });
    const closed = await fetch(`${second.url}/v1/operator/organisations`, {
      headers: { authorization: 'Bearer vendor' },
    });
    expect(closed.status).toBe(403);
    await second.close();
    expect(await readFile(keyFile, 'utf8')).toBe(key);
  }, 60_000);

  test('says which port is taken, and lets the folder go', async () => {
    const dataDir = await folder();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const start = runServer({ ...local, port, dataDir, env: {} });
    await expect(start).rejects.toMatchObject({
      name: 'CannotListen',
      code: 'EADDRINUSE',
      message: `Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port with --port (0: any free one)`,
    });
    taken.close();
    const again = await runServer({ ...local, dataDir, env: {} });
    await again.close();
  }, 60_000);

  test('without a folder or a database says what is missing', async () => {
    await expect(runServer({ ...local, env: {} })).rejects.toThrow('DATABASE_URL');
  });
});

describe('settings', () => {
  test.each([
    ['https://bylaw.example', 'https://bylaw.example'],
    ['https://bylaw.example/', 'https://bylaw.example'],
    ['https://bylaw.example/base/', 'https://bylaw.example/base'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('the public address %s is %s', (text, expected) => {
    expect(publicUrlFrom(text)).toBe(expected);
  });

  test.each([
    'http://bylaw.example',
    'http://10.0.0.1:8080',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'ftp://localhost',
    'https://ana:secret@bylaw.example',
    'https://bylaw.example/?x=1',
    'https://bylaw.example/#x',
    'bylaw.example',
    '',
  ])('the public address %s is refused', (text) => {
    expect(() => publicUrlFrom(text)).toThrow(BadSetting);
  });

  test('name the variable that is wrong, and an empty one is none', () => {
    expect(() => readSettings({ BYLAW_LOG_LEVEL: 'loud' })).toThrow('BYLAW_LOG_LEVEL');
    expect(() => readSettings({ BYLAW_VENDOR_CONTACT: 'one\ntwo' })).toThrow('BYLAW_VENDOR_CONTACT');
    expect(readSettings({ BYLAW_VENDOR_CONTACT: 'sales@vendor.example' })).toMatchObject({
      vendorContact: 'sales@vendor.example',
    });
    expect(() => readSettings({ DATABASE_URL: 'postgresql://u:se#cret@[h' })).toThrow(
      /^(?!.*se#cret).*DATABASE_URL/,
    );
    expect(() => readSettings({ BYLAW_TRUSTED_PROXIES: '10.0.0.0/8, proxy' })).toThrow('proxy');
    expect(readSettings({ DATABASE_URL: '', BYLAW_OPERATOR_TOKEN: ' ' })).toEqual({
      trustedProxies: [],
      logLevel: 'info',
    });
    expect(readSettings({ BYLAW_TRUSTED_PROXIES: '10.0.0.0/8, ::1' }).trustedProxies).toEqual([
      '10.0.0.0/8',
      '::1',
    ]);
  });
});
