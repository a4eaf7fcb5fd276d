import { generateSync, ScureBase32Plugin } from 'otplib';
import { describe, expect, it } from 'vitest';
import { checkCode, newSecret, otpauthUri } from '../../../../api/identity/second-factor/totp.ts';

const base32 = new ScureBase32Plugin();
/** The secret of RFC 6238, appendix B, for SHA-1. */
const rfcSecret = base32.encode(new TextEncoder().encode('12345678901234567890'));
const never = { lastStep: null };

function at(seconds: number): Date {
  return new Date(seconds * 1000);
}

describe('RFC 6238, appendix B', () => {
  // Time in seconds, step T, and the last six of the eight digits there.
  it.each([
    [59, 0x1, '287082'],
    [1111111109, 0x23523ec, '081804'],
    [1111111111, 0x23523ed, '050471'],
    [1234567890, 0x273ef07, '005924'],
    [2000000000, 0x3f940aa, '279037'],
    [20000000000, 0x27bc86aa, '353130'],
  ])('at %i it is step %i and the code %s', (seconds, step, code) => {
    expect(checkCode(rfcSecret, code, { now: at(seconds), ...never })).toBe(step);
  });
});

describe('a code', () => {
  const step = 41_000_000;
  const start = step * 30;
  const codeOf = (which: number) => generateSync({ secret: rfcSecret, epoch: which * 30 });

  it.each([
    [-2, null],
    [-1, step - 1],
    [0, step],
    [1, step + 1],
    [2, null],
  ])('of %i steps away gives %s, in every second of the step', (away, expected) => {
    for (let second = 0; second < 30; second += 1) {
      const now = at(start + second + 0.999);
      expect(checkCode(rfcSecret, codeOf(step + away), { now, ...never })).toBe(expected);
    }
  });

  it.each([
    [step - 2, [step - 1, step, step + 1]],
    [step - 1, [null, step, step + 1]],
    [step, [null, null, step + 1]],
    [step + 1, [null, null, null]],
    [step + 1000, [null, null, null]],
  ])('after step %i was taken is good only for a later one', (lastStep, expected) => {
    const now = at(start + 15);
    const taken = [step - 1, step, step + 1].map((which) =>
      checkCode(rfcSecret, codeOf(which), { now, lastStep }),
    );
    expect(taken).toEqual(expected);
  });

  it('may have a space in it, as apps show it', () => {
    const code = codeOf(step);
    const now = at(start);
    expect(checkCode(rfcSecret, `${code.slice(0, 3)} ${code.slice(3)}`, { now, ...never })).toBe(step);
    expect(checkCode(rfcSecret, ` ${code}\n`, { now, ...never })).toBe(step);
  });

  it.each(['', '12345', '1234567', '00287082', 'abcdef', '１２３４５６', '-28708', '2870.2', '1e5000'])(
    'is not %j',
    (code) => {
      expect(checkCode(rfcSecret, code, { now: at(59), ...never })).toBeNull();
    },
  );
});

describe('a secret', () => {
  it('has 160 bits in base32, and is new each time', () => {
    const secrets = Array.from({ length: 50 }, newSecret);
    expect(new Set(secrets).size).toBe(50);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[A-Z2-7]{32}$/);
      expect(base32.decode(secret)).toHaveLength(20);
    }
  });

  it('comes to the app in an address with its issuer and owner', () => {
    const uri = otpauthUri({ secret: rfcSecret, username: 'ana@x:y&z', issuer: 'acme & co' });
    const { protocol, host, pathname, searchParams } = new URL(uri);
    expect([protocol, host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(pathname)).toBe('/acme & co:ana@x:y&z');
    expect(searchParams.get('secret')).toBe(rfcSecret);
    expect(searchParams.get('issuer')).toBe('acme & co');
  });
});
