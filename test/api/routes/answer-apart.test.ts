import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Asked } from '../../../api/apart/messages.ts';
import { testDatabase } from '../../support/database.ts';
import { testServer } from './test-server.ts';

const database = await testDatabase();
const asked: Omit<Asked, 'id'>[] = [];
let stopped = 0;

const { app } = await testServer(database, {
  documented: false,
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
beforeEach(() => void asked.splice(0));
afterAll(async () => {
  await app.close();
  expect(stopped).toBe(1);
});

test('a plan is answered by the thread, from the first byte to the last', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/plans?x=1',
    headers: {
      authorization: 'Bearer byl_x',
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
    authorization: 'Bearer byl_x',
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

test('a body larger than the route takes is not handed over', async () => {
  const url = '/v1/plans/019abcde-0000-7000-8000-000000000001/apply';
  const answer = await app.inject({ method: 'POST', url, payload: 'x'.repeat(2 * 1024 * 1024) });
  expect([answer.statusCode, answer.json().code]).toEqual([413, 'request/too-large']);
  expect(asked).toEqual([]);
});
