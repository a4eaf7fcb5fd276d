import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Asked } from '../../../api/apart/messages.ts';
import { testDatabase } from '../../support/database.ts';
import { makeOrganisation, testServer } from './test-server.ts';

const database = await testDatabase();
const asked: Omit<Asked, 'id'>[] = [];
let stopped = 0;

const faults: string[] = [];

const { app } = await testServer(database, {
  documented: false,
  logTo: { write: (line) => void (line.includes('"level":50') && faults.push(line)) },
  apart: {
    answer: async (request) => {
      asked.push(request);
      const headers = { 'content-type': 'application/json', 'x-of-the-thread': '1', connection: 'close' };
      return { status: 201, headers, body: new TextEncoder().encode('{"said":"by the thread"}') };
    },
    stop: async () => {
      stopped += 1;
    },
  },
});
let key: string;
beforeAll(async () => {
  key = (await makeOrganisation(app, 'acme')).apiKey;
});
beforeEach(() => void asked.splice(0));
afterAll(async () => {
  await app.close();
  expect(stopped).toBe(1);
});

test('drift, which reads everything sets own, is answered by the thread', async () => {
  const answer = await app.inject({
    url: '/v1/drift?set=core',
    headers: { authorization: `Bearer ${key}` },
  });
  expect(answer.json()).toEqual({ said: 'by the thread' });
  expect(asked).toMatchObject([{ method: 'GET', url: '/v1/drift?set=core', body: new Uint8Array() }]);
});

test('a plan is answered by the thread, from the first byte to the last', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/plans?x=1',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'x-request-id': 'request-of-test',
    },
    payload: '{"not": "looked at here"}',
    remoteAddress: '10.1.2.3',
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, { said: 'by the thread' }]);
  expect(answer.headers).toMatchObject({ 'x-of-the-thread': '1', 'x-request-id': 'request-of-test' });
  expect(answer.headers.connection).not.toBe('close');
  const [request] = asked;
  expect(request).toMatchObject({ method: 'POST', url: '/v1/plans?x=1', ip: '10.1.2.3' });
  expect(request?.headers).toMatchObject({
    authorization: `Bearer ${key}`,
    'x-request-id': 'request-of-test',
  });
  expect(request?.headers['content-length']).toBeUndefined();
  expect(new TextDecoder().decode(request?.body)).toBe('{"not": "looked at here"}');
});

test('what is no long work is answered here', async () => {
  const answer = await app.inject({ method: 'GET', url: '/v1/whoami' });
  expect(answer.statusCode).toBe(401);
  expect(asked).toEqual([]);
});

const applyUrl = '/v1/plans/019abcde-0000-7000-8000-000000000001/apply';

test('a body larger than the route takes is not handed over', async () => {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await app.inject({
    method: 'POST',
    url: applyUrl,
    headers,
    payload: 'x'.repeat(2 * 1024 * 1024),
  });
  expect([answer.statusCode, answer.json().code]).toEqual([413, 'request/too-large']);
  expect(asked).toEqual([]);
});

/** What is answered to the beginning of a request whose body does not come. */
async function answerTo(head: readonly string[], { leave = false } = {}): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write([...head, 'Host: x', 'Content-Type: application/json', '', '{'].join('\r\n'));
  if (leave) socket.end();
  const [first] = leave ? [''] : await once(socket, 'data');
  if (leave) await once(socket.resume(), 'close');
  socket.destroy();
  return String(first).split('\r\n')[0] ?? '';
}

test('no body is read of somebody who is not known, nor one that says that it is too large', async () => {
  const plan = 'POST /v1/plans HTTP/1.1';
  expect(await answerTo([plan, 'Content-Length: 1000'])).toContain(' 401 ');
  expect(await answerTo([plan, 'Content-Length: 1000', 'Authorization: Bearer byl_x'])).toContain(' 401 ');
  const known = `Authorization: Bearer ${key}`;
  expect(await answerTo([plan, `Content-Length: ${2 ** 30}`, known])).toContain(' 413 ');
  expect(asked).toEqual([]);
});

test('a client that goes away half way is no fault of ours', async () => {
  const known = `Authorization: Bearer ${key}`;
  await answerTo(['POST /v1/plans HTTP/1.1', 'Content-Length: 1000', known], { leave: true });
  expect([asked, faults]).toEqual([[], []]);
});
