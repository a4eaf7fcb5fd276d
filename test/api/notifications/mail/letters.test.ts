import { describe, expect, test } from 'vitest';
import { letterHtml, letterText, oneLine } from '../../../../api/notifications/mail/letter.ts';
import { createMailbox } from '../../../../api/notifications/mail/mailbox.ts';
import { changedLetter } from '../../../../api/notifications/mail/templates/email-changed.ts';
import { verificationLetter } from '../../../../api/notifications/mail/templates/email-verification.ts';
import { invitationLetter } from '../../../../api/notifications/mail/templates/invitation.ts';
import { lastDayLetter } from '../../../../api/notifications/mail/templates/last-day.ts';
import { notificationLetter } from '../../../../api/notifications/mail/templates/notification.ts';
import { passwordLetter } from '../../../../api/notifications/mail/templates/password-link.ts';
import { unlockLetter } from '../../../../api/notifications/mail/templates/unlock-link.ts';
import { unusualLetter } from '../../../../api/notifications/mail/templates/unusual-sign-in.ts';
import { mailboxPage } from '../../../../api/routes/dev-mailbox.ts';

const hostile = `<img src=x onerror="alert(1)">'&\u2028\r\nBcc: all@acme.example`;
const to = { username: hostile, firstName: hostile, organisation: hostile, account: hostile };
const url = 'https://bylaw.example/password#token_-0';
const expiresAt = '2026-11-25T09:05:00.000Z';

const letters = {
  invitation: invitationLetter(to, url, expiresAt),
  password: passwordLetter(to, url, { expiresAt, forgotten: false }),
  forgotten: passwordLetter(to, url, { expiresAt, forgotten: true }),
  verification: verificationLetter(to, url, expiresAt),
  changed: changedLetter(to),
  unlock: unlockLetter(to, url, expiresAt),
  unusual: unusualLetter(to, { at: expiresAt, ip: hostile, browser: hostile, reasons: [hostile] }),
  lastDay: lastDayLetter(to, '2026-12-01'),
  notification: notificationLetter(to, { event: 'user-locked', account: hostile, text: hostile }),
};

describe.each(Object.entries(letters))('the letter %s', (_, letter) => {
  test('has no markup that people put into their names', () => {
    const html = letterHtml(letter);
    expect(html).not.toMatch(/<img|onerror="/);
    expect(
      html.match(/<(?!\/)(\w+)/g)?.every((tag) => /^<(?:html|head|meta|title|body|p|a)$/.test(tag)),
    ).toBe(true);
    expect(letterText(letter)).not.toMatch(/^Bcc/m);
  });

  test('has a subject of one line', () => {
    expect(oneLine(letter.subject)).not.toMatch(/[\r\n\u2028]/);
    expect(oneLine(letter.subject).length).toBeLessThanOrEqual(200);
  });

  test('shows its link in text and HTML alike', () => {
    const links = letter.body.filter((part) => typeof part !== 'string').length;
    expect(letterText(letter).split(url)).toHaveLength(links + 1);
    expect(letterHtml(letter).split(`href="${url}"`)).toHaveLength(links + 1);
  });
});

test('a letter reads as people write', () => {
  const ana = { username: 'ana', firstName: 'Ana', organisation: 'acme', account: 'EMEA' };
  expect(letterText(invitationLetter(ana, url, expiresAt))).toBe(
    `Hello Ana,

You are invited to use EMEA. Accept the invitation to set up how you sign in.

Accept the invitation:
${url}

The link works once, until 2026-11-25 09:05 UTC. If you did not expect this, do nothing.

Username: ana. Account: EMEA. Organisation: acme.
`,
  );
});

describe('the mailbox', () => {
  const mail = (id: string, subject = id) => ({
    id,
    to: 'a@b.example',
    subject,
    text: `see ${url}\n`,
    html: '',
  });

  test('keeps the last mails, the newest first, and each once', async () => {
    const mailbox = createMailbox(() => new Date(expiresAt), 3);
    for (const id of ['1', '2', '3', '4', '3']) await mailbox.send(mail(id));
    expect(mailbox.mails().map(({ id }) => id)).toEqual(['3', '4', '2']);
  });

  test('shows everything escaped, with links to follow', async () => {
    const mailbox = createMailbox(() => new Date(expiresAt));
    await mailbox.send({
      ...mail('1', hostile),
      to: hostile,
      text: `${hostile} ${url}"><script>x</script> end`,
    });
    const page = mailboxPage(mailbox.mails());
    expect(page).not.toMatch(/<img|<script/);
    expect(page).toContain(`<a href="${url}" rel="noreferrer">${url}</a>&quot;&gt;&lt;script&gt;x`);
    expect(mailboxPage([])).toContain('No mails yet.');
  });
});
