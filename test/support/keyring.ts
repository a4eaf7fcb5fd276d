import { createKeyring, type Keyring } from '../../api/identity/secrets/keyring.ts';

/** A keyring whose keys are known and differ by their names: the first seals. */
export function testKeyring(first = 'test', ...others: readonly string[]): Keyring {
  const keyOf = (id: string) => ({ id, secret: Buffer.alloc(32, `key ${id}`) });
  return createKeyring([keyOf(first), ...others.map(keyOf)]);
}
