import { expect, test } from 'vitest';
import { hashSecret, isApiKey, newApiKey } from '../../../api/identity/api-key.ts';

test('a key is byl_ and 256 bits in base62, whatever the bits are', () => {
  for (const byte of [0x00, 0x01, 0x7f, 0xff]) {
    const { key, hash, prefix } = newApiKey((size) => Buffer.alloc(size, byte));
    expect(key).toMatch(/^byl_[0-9A-Za-z]{43}$/);
    expect(isApiKey(key)).toBe(true);
    expect(hash).toBe(hashSecret(key));
    expect(key.startsWith(prefix)).toBe(true);
    expect(prefix).toHaveLength(10);
  }
});

test('different bits give different keys', () => {
  const keys = new Set(Array.from({ length: 1000 }, () => newApiKey().key));
  expect(keys.size).toBe(1000);
  const first = newApiKey((size) => Buffer.alloc(size, 0));
  const last = newApiKey((size) => Buffer.concat([Buffer.alloc(size - 1, 0), Buffer.from([1])]));
  expect(first.key).not.toBe(last.key);
});

test.each([
  '',
  'byl_',
  `byl_${'0'.repeat(42)}`,
  `byl_${'0'.repeat(44)}`,
  `byl_${'0'.repeat(42)}-`,
  `x${'0'.repeat(46)}`,
])('%j has not the form of a key', (text) => {
  expect(isApiKey(text)).toBe(false);
});
