import { expect, it } from 'vitest';
import { pinnedKeys } from '../../../../api/identity/saml/pinned-keys.ts';
import { keyOf } from './world.ts';

const [first, second] = [keyOf('idp').certificate, keyOf('next').certificate];

it('gives each key beside its own certificate, and leaves out what is none', () => {
  const found = pinnedKeys([first, 'nonsense', second, first]);
  expect(found.map(({ certificate }) => certificate)).toEqual([first, second, first]);
  expect(found[0]?.key.equals(found[2]?.key ?? missing())).toBe(true);
  expect(found[0]?.key.equals(found[1]?.key ?? missing())).toBe(false);
});

it('reads a certificate once, as long as no thousand others came after it', () => {
  const [before] = pinnedKeys([first]);
  expect(pinnedKeys([first])[0]?.key).toBe(before?.key);
  pinnedKeys(Array.from({ length: 1_000 }, (_, index) => second + '\n'.repeat(index)));
  expect(pinnedKeys([first])[0]?.key).not.toBe(before?.key);
});

function missing(): never {
  throw new Error('there is no such key');
}
