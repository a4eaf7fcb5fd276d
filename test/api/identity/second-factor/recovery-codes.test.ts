import { describe, expect, it } from 'vitest';
import {
  findRecoveryCode,
  hashRecoveryCode,
  newRecoveryCodes,
} from '../../../../api/identity/second-factor/recovery-codes.ts';
import { testKeyring } from '../../../support/keyring.ts';

const keyring = testKeyring();
const ana = { organisationId: 'acme', userId: 'ana' };

function stored(codes: readonly string[], owner = ana) {
  return codes.map((code, index) => ({
    id: `code-${index}`,
    codeHash: hashRecoveryCode(keyring, owner, code),
  }));
}

describe('recovery codes', () => {
  it('are ten, different, easy to read, and new each time', () => {
    const codes = Array.from({ length: 100 }, newRecoveryCodes).flat();
    expect(newRecoveryCodes()).toHaveLength(10);
    expect(new Set(codes).size).toBe(1000);
    for (const code of codes) expect(code).toMatch(/^[2-9a-hj-km-np-tv-z]{5}-[2-9a-hj-km-np-tv-z]{5}$/);
  });

  it('use every letter about as often', () => {
    const letters = Array.from({ length: 300 }, newRecoveryCodes).join('').replace(/[-,]/g, '');
    const seen = new Set(letters);
    expect(seen.size).toBe(30);
    for (const letter of seen)
      expect(letters.split(letter).length).toBeGreaterThan(letters.length / seen.size / 2);
  });

  it('are found whatever people make of them when they type', () => {
    const codes = newRecoveryCodes();
    const rows = stored(codes);
    codes.forEach((code, index) => {
      const typed = [code, code.toUpperCase(), code.replace('-', ''), ` ${code.replace('-', ' – ')}\n`];
      for (const text of typed) expect(findRecoveryCode(keyring, ana, text, rows)).toBe(`code-${index}`);
    });
  });

  it.each(['', '-', '22222-2222', '22222-222222', 'zzzzz-zzzzz', 'ｚｚｚｚｚ-ｚｚｚｚｚ'])(
    '%j is none',
    (typed) => {
      const rows = stored(['22222-22222', 'zzzzz-zzzzy']);
      expect(findRecoveryCode(keyring, ana, typed, rows)).toBeNull();
    },
  );

  it('are of one person of one organisation, and under the server’s key', () => {
    const rows = stored(['22222-22222']);
    const find = (owner: typeof ana, ring = keyring) => findRecoveryCode(ring, owner, '22222-22222', rows);
    expect(find(ana)).toBe('code-0');
    expect(find({ ...ana, userId: 'ivan' })).toBeNull();
    expect(find({ ...ana, organisationId: 'other' })).toBeNull();
    expect(find(ana, testKeyring('another'))).toBeNull();
    expect(find(ana, testKeyring('new', 'test'))).toBe('code-0');
  });

  it('do not stand in what is stored', () => {
    for (const { codeHash } of stored(newRecoveryCodes())) expect(codeHash).toMatch(/^test\.[\w-]{43}$/);
  });
});
