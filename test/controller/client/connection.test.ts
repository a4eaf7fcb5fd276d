import { describe, expect, test } from 'vitest';
import { isPlainText, readToken, resolveServer } from '../../../controller/client/connection.ts';
import { retryAfter } from '../../../controller/client/send.ts';

describe('the server', () => {
  test.each([
    [{ flag: 'http://a', environment: 'http://b', set: 'http://c' }, 'http://a'],
    [{ environment: 'http://b', set: 'http://c' }, 'http://b'],
    [{ environment: '', set: 'http://c/' }, 'http://c'],
    [{ set: 'https://c.example/bylaw/' }, 'https://c.example/bylaw'],
  ])('%j is %s', (sources, expected) => {
    expect(resolveServer(sources)).toBe(expected);
  });

  test.each([
    [{}, 'No server is named'],
    [{ flag: 'localhost:8080' }, 'is not the address of a server'],
    [{ flag: 'ftp://a' }, 'is not the address of a server'],
    [{ set: 'https://user:byl_secret@a' }, 'holds a user name or password'],
  ])('%j is refused', (sources, expected) => {
    expect(() => resolveServer(sources)).toThrow(expected);
  });

  test.each([
    ['http://bylaw.acme.example', true],
    ['http://127.0.0.1:8080', false],
    ['http://localhost', false],
    ['http://[::1]:1', false],
    ['https://bylaw.acme.example', false],
  ])('%s in plain text: %s', (server, expected) => {
    expect(isPlainText(server)).toBe(expected);
  });
});

describe('the token', () => {
  test('comes from the environment, without white space around it', () => {
    expect(readToken({ BYLAW_TOKEN: ' byl_a\n' }, 'BYLAW_TOKEN')).toBe('byl_a');
  });

  test.each([
    [{}, 'BYLAW_TOKEN is not set'],
    [{ BYLAW_TOKEN: 'byl_a byl_b' }, 'characters that no token has'],
    [{ BYLAW_TOKEN: 'byl_\u{e4}' }, 'characters that no token has'],
  ])('%j is refused', (env, expected) => {
    expect(() => readToken(env, 'BYLAW_TOKEN')).toThrow(expected);
  });
});

test.each([
  [null, undefined],
  ['3', 3000],
  ['Tue, 24 Nov 2026 20:00:05 GMT', 5000],
  ['Tue, 24 Nov 2026 19:00:00 GMT', 0],
  ['soon', undefined],
])('Retry-After %s is %s ms', (value, expected) => {
  expect(retryAfter(value, Date.parse('2026-11-24T20:00:00Z'))).toBe(expected);
});
