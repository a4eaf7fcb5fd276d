import type { lookup as resolve } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { createWebhookSender } from '../../../../api/notifications/webhooks/post-webhook.ts';
import { guardedLookup, mayConnect } from '../../../../api/notifications/webhooks/public-address.ts';

describe('an address', () => {
  test.each(['93.184.215.14', '8.8.8.8', '2606:4700::1111', '[2606:4700::1111]', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => {
      expect(mayConnect(address, false)).toBe(true);
    },
  );

  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '240.0.0.1',
    '::',
    '::1',
    '[::1]',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '2001:db8::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:0:a00:1::',
    '100::1',
    'fec0::1',
    '',
    'localhost',
  ])('%s is not', (address) => {
    expect(mayConnect(address, false)).toBe(false);
  });

  test('of this machine only where it is allowed, and no other then either', () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(mayConnect(address, true)).toBe(true);
    for (const address of ['10.0.0.1', '169.254.169.254', '0.0.0.0', '::'])
      expect(mayConnect(address, true)).toBe(false);
  });
});

/** A name server that answers these. */
function answering(...addresses: readonly string[]): typeof resolve {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return ((_: string, __: object, done: (error: null, found: object) => void) =>
    done(null, found)) as typeof resolve;
}

function looked(lookup: typeof resolve, all: boolean): Promise<unknown> {
  return new Promise((done, fail) => {
    guardedLookup(false, lookup)('name.example', { all }, (error, address) =>
      error ? fail(error) : done(address),
    );
  });
}

describe('a name', () => {
  test('that leads to public addresses is connected to just these', async () => {
    expect(await looked(answering('8.8.8.8', '2606:4700::1111'), true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(await looked(answering('8.8.8.8', '2606:4700::1111'), false)).toBe('8.8.8.8');
  });

  test.each([[['10.0.0.1']], [['8.8.8.8', '127.0.0.1']], [['8.8.8.8', '::ffff:169.254.169.254']], [[]]])(
    'that leads to %s is not',
    async (addresses) => {
      for (const all of [true, false]) {
        await expect(looked(answering(...addresses), all)).rejects.toThrow('not a public address');
      }
    },
  );
});

describe('a webhook to', () => {
  const send = createWebhookSender({ allowLoopback: false });
  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:a00:1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
  ])('%s is refused before anything is sent', async (url) => {
    await expect(send({ url, headers: {}, body: '{}' })).rejects.toThrow(
      'the target is not a public address',
    );
  });

  test('an address without TLS is refused', async () => {
    await expect(send({ url: 'http://8.8.8.8/', headers: {}, body: '' })).rejects.toThrow('not https');
    const loopback = createWebhookSender({ allowLoopback: true });
    await expect(loopback({ url: 'http://10.0.0.1/', headers: {}, body: '' })).rejects.toThrow(
      'not a public',
    );
  });
});
