import { describe, expect, it } from 'vitest';
import { createPasswordCheck } from '../../../../api/identity/password/check-password.ts';
import { isOwnData, wordsOf } from '../../../../api/identity/password/own-data.ts';

const check = createPasswordCheck();
const ana = ['ana.horvat', 'ana.horvat@acme.example', 'Ana', 'Horvat', 'acme', ''];
const rules = { minLength: 12, refuseCommon: true, userInputs: ana, language: 'en' };

async function codesOf(password: string, more: Partial<typeof rules> = {}) {
  return (await check(password, { ...rules, ...more })).map(({ code }) => code);
}

describe('a new password', () => {
  it.each([
    'correct horse battery staple',
    'kT9v2qLx7PzR',
    'my dog eats pancakes',
    'ana likes purple walruses',
    'žirafa jede šljive u podne',
    '夏の終わりに蝉が鳴きやむ夕方',
    'kT9v2qLx7PzR'.repeat(21),
  ])('such as %s is good', async (password) => {
    expect(await check(password, rules)).toEqual([]);
  });

  it.each([
    ['password', ['too-short', 'common']],
    ['Password', ['too-short', 'common']],
    ['1qaz2wsx3edc', ['common']],
    ['password1234', ['guessable']],
    ['Password123456', ['guessable']],
    ['aaaaaaaaaaaaaaaa', ['guessable']],
    ['abcdefghijklmnop', ['guessable']],
    ['p@ssw0rdp@ssw0rd', ['guessable']],
    ['ana.horvat2026!', ['own-data', 'guessable']],
    ['AnaHorvatAcme', ['own-data']],
    ['ｐａｓｓｗｏｒｄ', ['too-short', 'common']],
    ['kT9v2qLx7Pz', ['too-short']],
    ['', ['too-short', 'guessable']],
  ])('such as %j is refused: %j', async (password, codes) => {
    expect(await codesOf(password)).toEqual(codes);
  });

  it('counts code points, not units of UTF-16', async () => {
    expect(await codesOf('🦒🐘🦏🦛🐪🐫🦙🐐🐏🐑🐖🦌')).toEqual([]);
    expect(await codesOf('🦒🐘🦏🦛🐪🐫🦙🐐🐏🐑🐖')).toEqual(['too-short']);
    expect(await codesOf('🦒'.repeat(256), { refuseCommon: false })).toEqual([]);
    expect(await codesOf('🦒'.repeat(257), { refuseCommon: false })).toEqual(['too-long']);
  });

  it('counts what it is hashed as', async () => {
    expect(await codesOf('e\u0301'.repeat(12), { refuseCommon: false, minLength: 13 })).toEqual([
      'too-short',
    ]);
    expect(await codesOf('\ufb03'.repeat(4), { refuseCommon: false })).toEqual([]);
  });

  it('may be common where the policy says so, but never one’s own data', async () => {
    expect(await codesOf('password1234', { refuseCommon: false })).toEqual([]);
    expect(await codesOf('ana.horvat2026!', { refuseCommon: false })).toEqual(['own-data']);
  });

  it('is refused in plain words, without the password', async () => {
    const faults = await check('qwertyuiop123', { ...rules, minLength: 16 });
    expect(faults.map(({ reason }) => reason)).toEqual([
      'It has 13 characters; at least 16 are needed.',
      'It is easy to guess. This is similar to a commonly used password.',
    ]);
  });

  it('is estimated also with words of a language for which there is no dictionary', async () => {
    for (const language of ['en', 'hr', 'constructor', '']) {
      expect(await codesOf('1qaz2wsx3edc', { language })).toEqual(['common']);
      expect(await codesOf('WednesdayJanuary', { language })).toEqual(['guessable']);
    }
  });

  it('that is too long is looked at no further', async () => {
    const looked: string[] = [];
    const lazy = createPasswordCheck(async (password) => {
      looked.push(password);
      return { score: 4, sequence: [], feedback: { warning: null, suggestions: [] } };
    });
    expect(await lazy('x'.repeat(1_000_000), rules)).toMatchObject([{ code: 'too-long' }]);
    expect(looked).toEqual([]);
  });
});

describe('own data', () => {
  it('is the texts and the words in them, the longest first, without those that stand in too many others', () => {
    expect(wordsOf(ana)).toEqual([
      'ana.horvat@acme.example',
      'ana.horvat',
      'example',
      'horvat',
      'acme',
      'ana',
    ]);
    expect(wordsOf(['Al', '  ', 'Žižek-Ñandú'])).toEqual(['žižek-ñandú', 'žižek', 'ñandú']);
  });

  it.each([
    ['ana.horvat', true],
    ['HORVAT-acme-1', true],
    ['acme-example-2026', true],
    ['horvat12345678', false],
    ['a banana split', false],
    ['nothing of hers', false],
  ])('%s: %s', (password, expected) => {
    expect(isOwnData(password, wordsOf(ana))).toBe(expected);
  });
});
