import { generate } from 'otplib';
import { describe, expect, it } from 'vitest';
import { testBrowser, tokenOfLink } from '../api/sign-in/browser.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { database, server, manager } = await consoleWorld();
const password = 'correct horse battery staple';
const changed = 'quite another long phrase';

describe('one’s own profile', () => {
  it('is there for somebody who may nothing else', async () => {
    const made = await manager.put('/v1/accounts/acme/users/eli', {
      spec: { email: 'eli@acme.example', invitation: 'email' },
    });
    expect(made.status).toBe(201);
    const eli = testBrowser(server.app);
    const token = await tokenOfLink(database, 'invitation', 'eli');
    expect((await eli.post('/v1/invitations/accept', { token, password })).status).toBe(200);
    const page = await openPage(server.app, eli, '/profile');
    await page.sees('eli, account acme');
    await page.sees('this one');
    await page.find('link', 'Overview');
    expect(page.text()).not.toContain('Audit log');
  });

  it('changes the password by the present one, and says what is wrong with a bad one', async () => {
    const page = await openPage(server.app, manager, '/profile');
    await page.sees('Sessions');
    await page.type('Present password', password);
    await page.type('New password', 'password1');
    await page.click('button', 'Change the password');
    await page.sees('This did not work');
    expect(await page.axe()).toEqual([]);
    await page.type('New password', changed);
    await page.click('button', 'Change the password');
    await page.sees('The password is changed.');
    const again = await testBrowser(server.app).post('/v1/sign-in', {
      organisation: 'acme',
      username: 'bea',
      password: changed,
    });
    expect(again.status).toBe(200);
  });

  it('ends another session of one’s own', async () => {
    const page = await openPage(server.app, manager, '/profile');
    await page.click('button', 'End');
    await page.sees('The session has ended.');
    const { body } = await manager.get<{ items: unknown[] }>('/v1/me/sessions');
    expect(body.items).toHaveLength(1);
  });

  it('sets up an app by a computed code, and shows the recovery codes once', async () => {
    const page = await openPage(server.app, manager, '/profile');
    await page.click('button', 'Set up an app');
    await page.sees('An app that is set up already is replaced.');
    const asked = [...document.querySelectorAll<HTMLInputElement>('[role="dialog"] input[type="password"]')];
    expect(asked).toHaveLength(1);
    await page.typeInto(asked[0], changed);
    await page.click('button', 'Next');
    await page.sees('Scan the picture');
    expect(await page.axe()).toEqual([]);
    const secret = document.querySelector('[role="dialog"] code')?.textContent ?? '';
    await page.type('Code', await generate({ secret, epoch: server.clock.time.getTime() / 1000 }));
    await page.click('button', 'Confirm');
    await page.sees('Your recovery codes');
    expect(document.querySelectorAll('[role="dialog"] li')).toHaveLength(10);
    await page.click('button', 'I have kept them');
  });
});
