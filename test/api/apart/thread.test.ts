import { afterAll, expect, test } from 'vitest';
import { startApart } from '../../../api/apart/thread.ts';

/** A thread that answers with what it was asked, counts, fails or dies, as the path says. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', (message) => {
    if (message === 'stop' && workerData.publicUrl === 'fails at its end') throw new Error('failed at its end');
    if (message === 'stop') return parentPort.close();
    const { id, url, body } = message;
    if (url === '/die') throw new Error('died');
    if (url === '/fail') return parentPort.postMessage({ id, failed: 'failed' });
    parentPort.postMessage({ counted: ['asked', { url, of: workerData.publicUrl }] });
    parentPort.postMessage({ id, answered: { status: 200, headers: {}, body } });
  });`;

const counted: unknown[] = [];
const errors: string[] = [];
const options = {
  env: {},
  publicUrl: 'https://bylaw.example',
  count: (name: string, labels: object) => counted.push([name, labels]),
  onError: ({ message }: Error) => errors.push(message),
  file: new URL(
    `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module';
    const require = createRequire('file:///');${program}`)}`,
  ),
};
const apart = startApart(options);
afterAll(() => apart.stop());

const ask = (url: string, text = '') =>
  apart.answer({ method: 'POST', url, headers: {}, body: new TextEncoder().encode(text), ip: '127.0.0.1' });

test('answers many at once, each with its own, and counts for the process', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `body ${index}`);
  const answers = await Promise.all(texts.map((text) => ask('/', text)));
  expect(answers.map(({ body }) => new TextDecoder().decode(body))).toEqual(texts);
  expect(counted).toEqual(texts.map(() => ['asked', { url: '/', of: 'https://bylaw.example' }]));
});

test('what fails is a failure of that request alone', async () => {
  const [failed, good] = await Promise.allSettled([ask('/fail'), ask('/')]);
  expect([failed.status, good.status]).toEqual(['rejected', 'fulfilled']);
});

test('a thread that dies fails what it was asked, and another takes its place', async () => {
  await expect(ask('/die')).rejects.toThrow('the thread for long work ended');
  expect(errors).toContain('died');
  expect((await ask('/')).status).toBe(200);
});

test('a thread that fails at its end does not keep the server from ending', async () => {
  const failing = startApart({ ...options, publicUrl: 'fails at its end' });
  await failing.stop();
  expect(errors).toContain('failed at its end');
});
