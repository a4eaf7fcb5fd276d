import { expect, test } from 'vitest';
import { redact } from '../../../api/audit/redact.ts';

const key = `byl_${'a1B2'.repeat(10)}xyz`;
const pem = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----';

test('secrets are taken out by name and by form, and nothing else is', () => {
  const detail = {
    before: { password: 'hunter2', name: 'ana' },
    after: { client_secret: 'x', apiKey: key, recoveryCodes: ['1', '2'] },
    fields: [{ path: '/password/minLength', before: 8, after: 12 }],
    settings: { password: { minLength: 12 }, passwordValidityDays: 90, tokens: 3 },
    reason: `used ${key} and Bearer abcdefghijklmnop`,
    certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    key: pem,
    none: null,
  };
  expect(redact(detail)).toEqual({
    before: { password: '[redacted]', name: 'ana' },
    after: { client_secret: '[redacted]', apiKey: '[redacted]', recoveryCodes: '[redacted]' },
    fields: [{ path: '/password/minLength', before: 8, after: 12 }],
    settings: { password: { minLength: 12 }, passwordValidityDays: 90, tokens: 3 },
    reason: 'used [redacted] and [redacted]',
    certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    key: '[redacted]',
    none: null,
  });
});

test('a private key that is cut off is taken out to its end', () => {
  expect(redact({ text: 'x -----BEGIN RSA PRIVATE KEY-----\nMIIB' })).toEqual({ text: 'x [redacted]' });
});
