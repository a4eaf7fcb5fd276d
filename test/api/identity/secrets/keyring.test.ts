import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealedSecretUnreadable, secretContext } from '../../../../api/identity/secrets/keyring.ts';
import { testKeyring } from '../../../support/keyring.ts';

const place = secretContext('organisation', 'user_credential', 'ana');

describe('a keyring', () => {
  it('opens what it sealed, whatever the text and the place', () => {
    const keyring = testKeyring();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        expect(keyring.open(keyring.seal(plain, context), context)).toBe(plain);
      }),
    );
  });

  it('never seals to the same text twice, and names the key', () => {
    const keyring = testKeyring('newest', 'older');
    const sealed = new Set(Array.from({ length: 100 }, () => keyring.seal('secret', place)));
    expect(sealed.size).toBe(100);
    for (const text of sealed) expect(text).toMatch(/^newest\.[\w-]+$/);
  });

  it.each([
    ['another organisation', secretContext('other', 'user_credential', 'ana')],
    ['another table', secretContext('organisation', 'webhook_secret', 'ana')],
    ['another row', secretContext('organisation', 'user_credential', 'ivan')],
    ['words moved between the parts', secretContext('organisation","user_credential', '', 'ana')],
  ])('does not open in %s', (_, context) => {
    const keyring = testKeyring();
    expect(() => keyring.open(keyring.seal('secret', place), context)).toThrow(SealedSecretUnreadable);
    expect(keyring.matches(keyring.mark('code', place), 'code', context)).toBe(false);
  });

  it('does not open what was changed in any byte, cut, or lengthened', () => {
    const keyring = testKeyring();
    const [id = '', body = ''] = keyring.seal('secret', place).split('.');
    const bytes = Buffer.from(body, 'base64url');
    const changed = [...bytes.keys()].map((index) => {
      const copy = Buffer.from(bytes);
      copy.writeUInt8((copy.readUInt8(index) + 1) % 256, index);
      return copy;
    });
    const cut = [...bytes.keys()].map((length) => bytes.subarray(0, length));
    for (const wrong of [...changed, ...cut, Buffer.concat([bytes, Buffer.alloc(1)])]) {
      expect(() => keyring.open(`${id}.${wrong.toString('base64url')}`, place)).toThrow(
        SealedSecretUnreadable,
      );
    }
  });

  it.each(['', '.', 'test', 'test.', 'plain text', '.AAAA'])('refuses %j, which it never sealed', (text) => {
    expect(() => testKeyring().open(text, place)).toThrow(SealedSecretUnreadable);
    expect(testKeyring().matches(text, '', place)).toBe(false);
  });
});

describe('rotation', () => {
  const before = testKeyring('old');
  const after = testKeyring('new', 'old');

  it('opens with the old key what the old key sealed, and seals with the new one', () => {
    const sealed = before.seal('secret', place);
    expect(after.open(sealed, place)).toBe('secret');
    expect(sealed.startsWith(`${after.current}.`)).toBe(false);
    const again = after.seal('secret', place);
    expect(again.startsWith(`${after.current}.`)).toBe(true);
    expect(testKeyring('new').open(again, place)).toBe('secret');
  });

  it('matches with the old key what the old key marked', () => {
    const mark = before.mark('code', place);
    expect(after.matches(mark, 'code', place)).toBe(true);
    expect(after.matches(mark, 'other', place)).toBe(false);
    expect(after.mark('code', place)).not.toBe(mark);
  });

  it('says which variable lacks the key, once it is gone', () => {
    const sealed = before.seal('secret', place);
    expect(() => testKeyring('new').open(sealed, place)).toThrow('BYLAW_ENCRYPTION_KEY');
    expect(testKeyring('new').matches(before.mark('code', place), 'code', place)).toBe(false);
  });

  it('does not take one key for another that is called the same', () => {
    const impostor = testKeyring('new')
      .seal('secret', place)
      .replace(/^new\./, 'old.');
    expect(() => after.open(impostor, place)).toThrow(SealedSecretUnreadable);
  });

  it('uses no key for two purposes', () => {
    const keyring = testKeyring();
    expect(() => keyring.open(keyring.mark('code', place), place)).toThrow(SealedSecretUnreadable);
  });
});
