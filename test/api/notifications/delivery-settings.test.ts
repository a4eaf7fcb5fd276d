import { describe, expect, test } from 'vitest';
import { readDeliverySettings } from '../../../api/delivery-settings.ts';
import { openDelivery } from '../../../api/notifications/open-delivery.ts';

const local = 'http://localhost:8080';
const remote = 'https://bylaw.example';
const smtp = {
  BYLAW_SMTP_URL: 'smtps://u:p@mail.example:465',
  BYLAW_MAIL_FROM: 'Bylaw <no-reply@bylaw.example>',
};

describe('settings of delivery', () => {
  test('are none by default: a mailbox on a developer’s machine, nothing elsewhere', () => {
    expect(readDeliverySettings({}, local)).toEqual({ keepMails: true, loopbackWebhooks: false });
    expect(readDeliverySettings({ BYLAW_SMTP_URL: ' ' }, remote)).toEqual({
      keepMails: false,
      loopbackWebhooks: false,
    });
  });

  test('name a mail server and a gateway', () => {
    const gateway = {
      BYLAW_MESSAGE_GATEWAY_URL: 'https://sms.example/send',
      BYLAW_MESSAGE_GATEWAY_TOKEN: 't',
    };
    expect(readDeliverySettings({ ...smtp, ...gateway }, local)).toEqual({
      smtp: { url: smtp.BYLAW_SMTP_URL, from: smtp.BYLAW_MAIL_FROM },
      gateway: { url: 'https://sms.example/send', token: 't' },
      keepMails: false,
      loopbackWebhooks: false,
    });
  });

  test.each(['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1', 'https://localhost'])(
    'allow webhooks to this machine at %s',
    (publicUrl) => {
      expect(readDeliverySettings({ BYLAW_LOOPBACK_WEBHOOKS: 'true' }, publicUrl).loopbackWebhooks).toBe(
        true,
      );
    },
  );

  test.each([
    [{ ...smtp, BYLAW_SMTP_URL: 'mail.example' }, 'BYLAW_SMTP_URL'],
    [{ ...smtp, BYLAW_SMTP_URL: 'https://u:canary@mail.example' }, 'BYLAW_SMTP_URL'],
    [{ BYLAW_SMTP_URL: smtp.BYLAW_SMTP_URL }, 'BYLAW_MAIL_FROM'],
    [{ ...smtp, BYLAW_MAIL_FROM: 'Bylaw' }, 'BYLAW_MAIL_FROM'],
    [{ ...smtp, BYLAW_MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, 'BYLAW_MAIL_FROM'],
    [{ BYLAW_MESSAGE_GATEWAY_URL: 'sms' }, 'BYLAW_MESSAGE_GATEWAY_URL'],
    [{ BYLAW_LOOPBACK_WEBHOOKS: 'yes' }, 'BYLAW_LOOPBACK_WEBHOOKS'],
    [{ BYLAW_LOOPBACK_WEBHOOKS: 'true' }, 'BYLAW_LOOPBACK_WEBHOOKS'],
  ])('that no server can run with are refused by name: %o', (env, name) => {
    const read = () => readDeliverySettings(env, remote);
    expect(read).toThrow(name);
    expect(read).not.toThrow('canary');
  });
});

describe('delivery', () => {
  const mail = { id: '1', to: 'a@b.example', subject: 's', text: 't', html: 'h' };

  test('keeps mails where there is a mailbox', async () => {
    const { senders, mailbox } = openDelivery({ keepMails: true, loopbackWebhooks: false }, () => new Date());
    await senders.mail(mail);
    expect(mailbox?.mails()).toMatchObject([mail]);
  });

  test('lets mails wait where there is no way out', async () => {
    const { senders, mailbox } = openDelivery(
      { keepMails: false, loopbackWebhooks: false },
      () => new Date(),
    );
    expect(mailbox).toBeUndefined();
    await expect(senders.mail(mail)).rejects.toThrow('BYLAW_SMTP_URL');
  });
});
