import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findLeaks } from './canaries.ts';

const secret = 'c4nary/Of the+Test?&é';
const canaries = new Map([
  ['password', secret],
  ['token', 'byl_0123456789abcdefABCDEF'],
]);

const found = (text: string) => findLeaks(canaries, [{ where: 'log', text }]);

const planted: readonly (readonly [string, string])[] = [
  ['as it is', `a ${secret} b`],
  ['in another case', secret.toUpperCase()],
  ['percent-encoded', `?x=${encodeURIComponent(secret)}`],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
  ['in JSON', JSON.stringify({ inner: JSON.stringify({ secret }) })],
  ['in hexadecimal', Buffer.from(`x${secret}`).toString('hex').toUpperCase()],
  ...[0, 1, 2, 3].map(
    (length) =>
      [
        `in base64 after ${length} characters`,
        Buffer.from(`${'u'.repeat(length)}${secret}!!`).toString('base64'),
      ] as const,
  ),
  ['in base64url', Buffer.from(`a${secret}`).toString('base64url')],
  ['packed', JSON.stringify({ gzip: gzipSync(`{"x":"${secret}"}`).toString('base64') })],
];

describe('a planted secret is found', () => {
  it.each(planted)('%s', (_, text) => {
    expect(found(text)).toEqual(['password in log']);
  });

  it('with its name and where it stands, each once', () => {
    const said = ['out', 'err'].map((where) => ({ where, text: [...canaries.values()].join() }));
    expect(findLeaks(canaries, [...said, ...said])).toEqual([
      'password in out',
      'token in out',
      'password in err',
      'token in err',
    ]);
  });
});

describe('what is no secret is not', () => {
  it.each([
    '',
    'c4nary',
    'byl_0123',
    Buffer.from('byl_01234').toString('base64'),
    'H4sIAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
