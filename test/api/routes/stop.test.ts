import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { testDatabase } from '../../support/database.ts';
import { makeOrganisation, testServer } from './test-server.ts';

const database = await testDatabase();

test('running requests end, new ones are refused, and connections that wait for nothing hold nothing up', async () => {
  let release = (): void => undefined;
  let started = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    started = resolve;
  });
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const planDeclaration = async (): Promise<Plan> => {
    started();
    await held;
    return { id: null, status: 'nothing-to-do' } as Plan;
  };
  const fake = {
    planDeclaration,
    applyPlan: planDeclaration,
    editResource: () => Promise.reject(new Error('unused')),
  };
  const { app } = await testServer(database, { commit: fake, documented: false });
  const { apiKey } = await makeOrganisation(app, 'acme');
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  const port = Number(new URL(base).port);
  const silent = connect(port, '127.0.0.1');
  const silentClosed = new Promise((resolve) => silent.once('close', resolve));
  silent.on('error', () => undefined);

  const running = fetch(`${base}/v1/plans`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: '1', set: { name: 's', prune: true }, origin: {}, documents: [] }),
  });
  await begun;
  const closing = app.close();
  await silentClosed;
  await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  await pause(50);
  release();
  const answer = await running;
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: 'nothing-to-do' });
  const start = performance.now();
  await closing;
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('a request that comes over an open connection meanwhile is told to go elsewhere', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = { ...database, ready: () => held };
  const { app } = await testServer(slow);
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const ended = new Promise((resolve) => socket.once('end', resolve));
  socket.write('GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n');
  await pause(100);
  const closing = app.close();
  await pause(50);
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  await pause(50);
  release();
  await ended;
  await closing;
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
  expect(text).toMatch(/HTTP\/1\.1 503 /);
  expect(text).toContain('server/stopping');
});
