import { describe, expect, test } from 'vitest';
import { isNetwork, networkAllows, networksWithin, plainAddress } from '../../../api/identity/networks.ts';

describe('networkAllows', () => {
  test.each([
    [null, '192.0.2.1', true],
    [['any'], '192.0.2.1', true],
    [[], '192.0.2.1', false],
    [['192.0.2.0/24'], '192.0.2.255', true],
    [['192.0.2.0/24'], '192.0.3.0', false],
    [['192.0.2.7'], '192.0.2.7', true],
    [['192.0.2.7'], '192.0.2.8', false],
    [['192.0.2.0/24'], '::ffff:192.0.2.9', true],
    [['192.0.2.0/24'], '2001:db8::1', false],
    [['2001:db8::/32'], '2001:db8:1::1', true],
    [['2001:db8::/32'], '2001:db9::1', false],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['nonsense', '192.0.2.0/24'], '192.0.2.1', true],
    [['nonsense'], '192.0.2.1', false],
    [['192.0.2.0/24'], 'nonsense', false],
    [['192.0.2.0/24'], null, false],
  ])('%j from %s: %s', (networks, ip, expected) => {
    expect(networkAllows(networks, ip)).toBe(expected);
  });
});

test.each([
  ['192.0.2.1', true],
  ['192.0.2.0/24', true],
  ['2001:db8::/32', true],
  ['::1', true],
  ['192.0.2.0/33', false],
  ['2001:db8::/129', false],
  ['127.1', false],
  ['0x7f.0.0.1', false],
  ['10', false],
  ['any', false],
  ['', false],
])('%s is a network: %s', (text, expected) => {
  expect(isNetwork(text)).toBe(expected);
});

test.each([
  [['192.0.2.0/25'], ['192.0.2.0/24'], true],
  [['192.0.2.1'], ['192.0.2.0/24'], true],
  [['192.0.2.0/24'], ['192.0.2.0/25'], false],
  [['192.0.2.0/24', '198.51.100.1'], ['192.0.2.0/24'], false],
  [['2001:db8::/48'], ['192.0.2.0/24', '2001:db8::/32'], true],
  [['192.0.2.0/24'], ['any'], true],
])('%j within %j: %s', (inner, outer, expected) => {
  expect(networksWithin(inner, outer)).toBe(expected);
});

test('IPv4 in IPv6 is written as IPv4', () => {
  expect(plainAddress('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(plainAddress('2001:db8::1')).toBe('2001:db8::1');
});
