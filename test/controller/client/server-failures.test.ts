import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, createClient } from '../../../controller/client/client.ts';
import { Failure } from '../../../controller/client/failure.ts';
import { type FakeServer, problem, startFakeServer } from '../commands/fake-server.ts';

let server: FakeServer;
let pauses: number[];

beforeEach(async () => {
  server = await startFakeServer();
  pauses = [];
});

afterEach(() => server.close());

function client(url: string = server.url, timeout = 2000): Client {
  const sleep = async (duration: number): Promise<void> => void pauses.push(duration);
  return createClient({ server: url, token: 'byl_test', timeout, version: '0.1.0', sleep });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, got ${String(error)}`);
  return error;
}

/** A port at which nothing listens. */
async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a server that is not there', () => {
  test('down: says so, after trying again', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const failure = await failureOf(client(url).whoami());
    expect(failure.message).toBe(`No server answers at ${url}: connection refused`);
    expect(failure.remedy).toContain('bylaw server');
    expect(pauses).toHaveLength(3);
  });

  test('a name that nobody knows', async () => {
    const failure = await failureOf(client('http://no-such-host.invalid').whoami());
    expect(failure.message).toBe('The name of the server is not known: no-such-host.invalid');
  });

  test('https spoken to a server of plain http', async () => {
    const failure = await failureOf(client(server.url.replace('http:', 'https:')).whoami());
    expect(failure.message).toContain('No safe connection to https://127.0.0.1');
    expect(failure.remedy).toContain('plain http');
  });

  test('slow: says how long and how to wait longer, and does not try again', async () => {
    server.on('GET /v1/whoami', { delay: 5000 });
    const failure = await failureOf(client(server.url, 100).whoami());
    expect(failure.message).toBe(`${server.url} did not answer within 0.1 s`);
    expect(failure.remedy).toContain('--timeout');
    expect(server.requests).toHaveLength(1);
  });

  test('a connection that breaks', async () => {
    const breaking = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
    const address = breaking.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failure = await failureOf(client(`http://127.0.0.1:${port}`).whoami());
    await new Promise((resolve) => breaking.close(resolve));
    expect(failure.message).toMatch(/^The connection to .* broke: /);
  });
});

describe('a server that is another', () => {
  test('a web page', async () => {
    server.on('GET /v1/whoami', {
      body: '<html>',
      headers: { 'content-type': 'text/html', 'bylaw-api': '' },
    });
    const page = createServer((socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n<ht>'),
      ),
    );
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const address = page.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failure = await failureOf(client(`http://127.0.0.1:${port}`).whoami());
    await new Promise((resolve) => page.close(resolve));
    expect(failure.message).toContain('is not a Bylaw server: it answered with a web page');
  });

  test('another version', async () => {
    server.on('GET /v1/whoami', { headers: { 'bylaw-api': '2', 'bylaw-version': '3.1.4' } });
    const failure = await failureOf(client().whoami());
    expect(failure.message).toBe(
      'The server speaks API 2 (version 3.1.4), this command API 1 (version 0.1.0)',
    );
  });

  test('a redirect is not followed, so the token stays here', async () => {
    server.on('GET /v1/whoami', { status: 302, headers: { location: 'https://elsewhere.example/' } });
    const failure = await failureOf(client().whoami());
    expect(failure.message).toBe(`${server.url} sends us on to https://elsewhere.example/`);
  });

  test('an answer that is no plan', async () => {
    server.on('GET /v1/plans/1', { body: [] });
    expect((await failureOf(client().readPlan('1'))).message).toContain(
      'another form than this command knows',
    );
  });

  test('a plan of a later format', async () => {
    server.on('GET /v1/plans/1', { body: { formatVersion: '2.0', resource_changes: [] } });
    expect((await failureOf(client().readPlan('1'))).message).toContain('plan format 2.0');
  });

  test('an answer that is cut off', async () => {
    server.on('GET /v1/whoami', {
      body: '{"organisation":',
      headers: { 'content-type': 'application/json' },
    });
    expect((await failureOf(client().whoami())).message).toContain('is not JSON');
  });
});

describe('a server that refuses', () => {
  test('the token', async () => {
    server.on('GET /v1/whoami', problem(401, 'auth/expired', 'The key expired yesterday'));
    const failure = await failureOf(client().whoami());
    expect(failure.message).toBe('The server refuses the token: The key expired yesterday');
    expect(failure.remedy).toContain('BYLAW_TOKEN');
    expect(JSON.stringify(failure)).not.toContain('byl_test');
  });

  test('for lack of a permission', async () => {
    server.on('GET /v1/whoami', problem(403, 'auth/forbidden', 'teams/manage is missing'));
    expect((await failureOf(client().whoami())).message).toBe('Not allowed: teams/manage is missing');
  });

  test("with the server's own remedy", async () => {
    server.on(
      'GET /v1/whoami',
      problem(409, 'set/elsewhere', 'Another repository', { remedy: 'Give --take-over-set' }),
    );
    expect((await failureOf(client().whoami())).remedy).toBe('Give --take-over-set');
  });
});

describe('trying again', () => {
  test('a server that is starting, with growing pauses', async () => {
    server.on('GET /v1/whoami', { status: 503 }, { status: 503 }, { body: { organisation: 'acme' } });
    expect(await client().whoami()).toEqual({ organisation: 'acme' });
    expect(pauses).toHaveLength(2);
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
  });

  test('a POST keeps its Idempotency-Key over all attempts', async () => {
    server.on('POST /v1/plans/1/apply', { status: 503 }, { body: { formatVersion: '1.0', summary: {} } });
    await client().applyPlan('1');
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  test('Retry-After is honoured', async () => {
    server.on('GET /v1/whoami', { status: 429, headers: { 'retry-after': '7' } }, {});
    await client().whoami();
    expect(pauses).toEqual([7000]);
  });

  test('a Retry-After beyond patience ends it', async () => {
    server.on('GET /v1/whoami', {
      ...problem(429, 'rate/limited', 'Slow down'),
      headers: { 'retry-after': '3600' },
    });
    const failure = await failureOf(client().whoami());
    expect(failure.message).toBe('Too many requests: Slow down');
    expect(pauses).toEqual([]);
  });

  test('it ends after four attempts', async () => {
    server.on('GET /v1/whoami', { status: 503 });
    await failureOf(client().whoami());
    expect(server.requests).toHaveLength(4);
  });
});

describe('lists', () => {
  test('follow the cursor to the end, page by page', async () => {
    server.on(
      'GET /v1/resources',
      { body: { items: [{ address: 'a' }], next: 'c1' } },
      { body: { items: [{ address: 'b' }], next: null } },
    );
    const addresses: string[] = [];
    for await (const { address } of client().resources({ account: 'emea', kind: undefined }))
      addresses.push(address);
    expect(addresses).toEqual(['a', 'b']);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/v1/resources?account=emea',
      '/v1/resources?account=emea&cursor=c1',
    ]);
  });

  test('a cursor that does not move ends in an error, not in a loop', async () => {
    server.on('GET /v1/resources', { body: { items: [], next: 'same' } });
    const read = async (): Promise<void> => {
      for await (const item of client().resources({})) void item;
    };
    expect((await failureOf(read())).message).toContain('a list that does not go on');
  });
});
