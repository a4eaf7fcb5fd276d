import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { argon2id } from '../../../../api/identity/password/argon2id.ts';
import { hashThreads } from '../../../../api/identity/password/hash-threads.ts';
import { createHasher } from '../../../../api/identity/password/hasher.ts';
import { wasUsedBefore } from '../../../../api/identity/password/was-used-before.ts';
import { countedAlgorithm, endAll, settle } from './counted-algorithm.ts';

describe('a flood of sign-ins', () => {
  it('is worked on a few at a time, in the order in which they came', async () => {
    const algorithm = countedAlgorithm();
    const hasher = createHasher({ concurrency: 3, maxWaiting: 100 }, algorithm);
    const asked = Array.from({ length: 40 }, (_, index) => hasher.hash(String(index)));
    await settle();
    expect(algorithm.running.map(({ what }) => what)).toEqual(['hash 0', 'hash 1', 'hash 2']);
    await endAll(algorithm);
    expect(await Promise.all(asked)).toEqual(asked.map((_, index) => `h(${index})`));
    expect(algorithm.most()).toBe(3);
    expect(algorithm.begun).toEqual(asked.map((_, index) => `hash ${index}`));
  });

  it('is refused with 503 beyond the queue, and taken in again once there is room', async () => {
    const algorithm = countedAlgorithm();
    const hasher = createHasher({ concurrency: 2, maxWaiting: 3 }, algorithm);
    const taken = ['a', 'b', 'c', 'd', 'e'].map((password) => hasher.verify(null, password));
    await settle();
    const refused = { name: 'Refusal', status: 503, code: 'server/busy' };
    await expect(hasher.verify('h(x)', 'x')).rejects.toMatchObject(refused);
    await expect(hasher.hash('x')).rejects.toMatchObject(refused);
    expect(algorithm.begun).toHaveLength(2);
    algorithm.running[0]?.end();
    await settle();
    const late = hasher.verify('h(x)', 'x');
    await endAll(algorithm);
    await Promise.all(taken);
    expect(await late).toEqual({ matches: true, outdated: false });
    expect(algorithm.most()).toBe(2);
  });

  it('goes on after work that failed', async () => {
    const algorithm = { ...countedAlgorithm(), hash: () => Promise.reject(new Error('no memory')) };
    const hasher = createHasher({ concurrency: 1, maxWaiting: 1 }, algorithm);
    for (const _ of [1, 2, 3]) await expect(hasher.hash('x')).rejects.toThrow('no memory');
    const verified = hasher.verify('h(x)', 'x');
    await endAll(algorithm);
    expect((await verified).matches).toBe(true);
  });

  it('lets nobody jump the queue when a place gets free', async () => {
    const algorithm = countedAlgorithm();
    const hasher = createHasher({ concurrency: 1, maxWaiting: 10 }, algorithm);
    const first = hasher.hash('first');
    const second = hasher.hash('second');
    await settle();
    const third = first.then(() => hasher.hash('third'));
    await endAll(algorithm);
    await Promise.all([second, third]);
    expect(algorithm.begun).toEqual(['hash first', 'hash second', 'hash third']);
    expect(algorithm.most()).toBe(1);
  });
});

describe('verifying', () => {
  async function workOf(hash: string | null, password: string) {
    const algorithm = countedAlgorithm();
    const verified = createHasher({ concurrency: 1, maxWaiting: 0 }, algorithm).verify(hash, password);
    await endAll(algorithm);
    return { ...(await verified), begun: algorithm.begun };
  }

  it.each([
    ['the right password', 'h(secret)', 'secret', { matches: true, outdated: false }],
    ['a wrong password', 'h(secret)', 'other', { matches: false, outdated: false }],
    ['an unknown user', null, 'secret', { matches: false, outdated: false }],
    ['an unknown user with the dummy password', null, 'nobody', { matches: false, outdated: false }],
    ['the right password under old parameters', 'old(secret)', 'secret', { matches: true, outdated: true }],
    ['a wrong password under old parameters', 'old(secret)', 'x', { matches: false, outdated: false }],
  ])('%s is one piece of the same work', async (_, hash, password, expected) => {
    const { begun, ...verified } = await workOf(hash, password);
    expect(verified).toEqual(expected);
    expect(begun).toEqual([`verify ${hash ?? 'h(nobody)'} ${password}`]);
  });

  it('takes a letter that is composed otherwise for the same, and cuts nothing off', async () => {
    expect(await workOf('h(caf\u00e9)', 'cafe\u0301')).toMatchObject({ matches: true });
    const long = 'x'.repeat(255);
    expect(await workOf(`h(${long}y)`, `${long}z`)).toMatchObject({ matches: false });
  });
});

it('a password is compared with each of the last ones, one after the other', async () => {
  const algorithm = countedAlgorithm();
  const hasher = createHasher({ concurrency: 4, maxWaiting: 0 }, algorithm);
  const answers = [
    wasUsedBefore(hasher, 'b', ['h(a)', 'old(b)', 'h(c)']),
    wasUsedBefore(hasher, 'z', ['h(a)', 'h(b)']),
    wasUsedBefore(hasher, 'z', []),
  ];
  await endAll(algorithm);
  expect(await Promise.all(answers)).toEqual([true, false, false]);
  expect(algorithm.begun.filter((what) => what.endsWith(' b'))).toEqual(['verify h(a) b', 'verify old(b) b']);
  expect(algorithm.most()).toBe(2);
});

const threads = hashThreads();

describe.each([
  ['libuv', undefined],
  ['threads of its own', threads],
])('argon2id on %s', (_, on) => {
  const today = argon2id(undefined, on);

  it('has the parameters that OWASP names, and a salt of its own in each hash', async () => {
    const hashes = await Promise.all([today.hash('secret'), today.hash('secret')]);
    expect(new Set(hashes).size).toBe(2);
    const form = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;
    for (const made of [...hashes, today.unmatched]) expect(made).toMatch(form);
  });

  it('verifies, and says when parameters have changed', async () => {
    const cheap = argon2id({ memoryCost: 1024, timeCost: 1, parallelism: 1 }, on);
    const made = await cheap.hash('secret');
    expect(await today.verify(made, 'secret')).toBe(true);
    expect(await today.verify(made, 'Secret')).toBe(false);
    expect(await today.verify(today.unmatched, 'secret')).toBe(false);
    expect(cheap.isOutdated(made)).toBe(false);
    expect(today.isOutdated(made)).toBe(true);
    expect(today.isOutdated(today.unmatched)).toBe(false);
    expect(today.isOutdated(today.unmatched.replace('argon2id', 'argon2i'))).toBe(true);
    expect(await today.verify('no hash', 'secret')).toBe(false);
  });

  it('says what it cannot do, and goes on', async () => {
    const impossible = argon2id({ memoryCost: 1, timeCost: 1, parallelism: 1 }, on);
    await expect(impossible.hash('secret')).rejects.toThrow();
    expect(await today.verify(today.unmatched, 'secret')).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('hashing threads', () => {
  it('run behind the requests', async () => {
    await argon2id(undefined, threads).hash('secret');
    const tasks = readdirSync('/proc/self/task').map((id) =>
      readFileSync(`/proc/self/task/${id}/stat`, 'utf8'),
    );
    // Field 19 of proc(5): the nice value; the name in field 2 is in brackets.
    const nice = tasks.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
    expect(nice).toContain(10);
    expect(getPriority()).toBe(0);
  });
});
