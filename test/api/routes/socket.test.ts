import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { contextIn, write } from '../audit/entries.ts';
import { makeOrganisation, testServer } from './test-server.ts';

const database = await testDatabase();
const { app } = await testServer(database);

let base: string;
let key: string;

beforeAll(async () => {
  key = (await makeOrganisation(app, 'acme')).apiKey;
  base = await app.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(() => app.close());

/** Sends bytes as they are, which no client library would do, and gives the answer's. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}

const request = (line: string): string =>
  `${line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n\r\n`;

describe('over a socket', () => {
  test.each(['%2E', '%2e%2E', '..', '.'])('%s is no name', async (name) => {
    const answer = await raw(request(`GET /v1/accounts/acme/teams/${name}`));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('request/bad-name');
    expect((await raw(request(`GET /v1/accounts/${name}/teams/x`))).split('\r\n')[0]).toMatch(/ 40[04] /);
  });

  test('an address that cannot be decoded is a problem like any other', async () => {
    const answer = await raw(request('GET /v1/accounts/%zz'));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain('bylaw-api: 1');
  });

  test('what is no HTTP is answered, and the server goes on', async () => {
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
  });

  test('the longest name arrives', async () => {
    const name = encodeURIComponent('𝒜'.repeat(256));
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ spec: {} });
    expect(
      (await fetch(`${base}/v1/accounts/acme/teams/${name}`, { method: 'PUT', headers, body })).status,
    ).toBe(201);
  });

  test('an export is streamed', async () => {
    const context = await contextIn(database, 'acme', 'ana');
    const many = Array.from({ length: 3_000 }, (_, index) => ({ description: `streamed ${index}` }));
    await write({ database, context, at: '2026-01-01T00:00:00Z' }, many);
    const answer = await fetch(`${base}/v1/audit/export?format=jsonl`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.headers.get('transfer-encoding')).toBe('chunked');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ end: true, rows: lines.length - 1 });
  });

  test('a reader who leaves costs nothing', async () => {
    const reading = new AbortController();
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${base}/v1/audit/export`, { headers, signal: reading.signal });
    await answer.body?.getReader().read();
    reading.abort();
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
  });
});
