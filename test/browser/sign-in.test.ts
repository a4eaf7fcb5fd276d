import { generate } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems, openWindow, startBrowser } from './support/real-browser.ts';
import { mailedToken, password, type RealWorld, realWorld } from './support/real-world.ts';

let world: RealWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([realWorld(), startBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), world?.server.stop()]));

const heading = (page: Page, name: string) => page.getByRole('heading', { name });

/** Enrols an app with what the page shows, by a computed code. Returns its secret and the recovery codes. */
async function enrolApp(page: Page): Promise<{ secret: string; codes: readonly string[] }> {
  await heading(page, 'Set up your second factor').waitFor();
  expect(await axeProblems(page)).toEqual([]);
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Code of your authenticator app').fill(await generate({ secret }));
  await page.getByRole('button', { name: 'Continue' }).click();
  await heading(page, 'Your recovery codes').waitFor();
  const codes = await page.locator('.codes code').allTextContents();
  expect(codes).toHaveLength(10);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await heading(page, 'Overview').waitFor();
  return { secret, codes };
}

async function invite(username: string, more: object = {}): Promise<string> {
  const email = `${username}@acme.example`;
  const spec = { email, roles: ['Account Manager'], invitation: 'email', ...more };
  const answer = await world.call(world.ana, 'PUT', `/v1/accounts/acme/users/${username}`, { spec });
  if (!answer.ok) throw new Error(await answer.text());
  return mailedToken(world.server, email, '/invitation');
}

async function typePassword(page: Page, username: string, typed = password): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(typed);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

describe('in a real browser', () => {
  it('an invitation leads through password, second factor and recovery codes into the console; then one signs out and in again', async () => {
    const token = await invite('dan');
    const { page, context, complaints } = await openWindow(browser, world.server, null);
    await page.goto(`/invitation#${token}`);
    await heading(page, 'Welcome').waitFor();
    expect(await page.locator('main').textContent()).toContain('You are invited as dan to acme');
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page
      .getByRole('alert')
      .getByText(/14|characters/)
      .first()
      .waitFor();
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    const { codes } = await enrolApp(page);
    expect(page.url()).toBe(`${world.server.url}/console/`);

    await page.getByRole('button', { name: /^My menu/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'You are signed out').waitFor();

    // A page of the console leads to the sign-in page and back to where one wanted to go.
    await page.goto('/console/audit?item=Team');
    await page.waitForURL(/\/login\?next=/);
    await page.getByLabel('Organisation').fill('acme');
    await typePassword(page, 'dan', 'not the password');
    await page
      .getByRole('alert')
      .getByText(/Reference/)
      .waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading(page, 'Second factor').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Continue' }).click();
    await heading(page, 'Audit log').waitFor();
    expect(page.url()).toBe(`${world.server.url}/console/audit?item=Team`);
    expect(complaints.filter((text) => !/status of (?:401|422)/.test(text))).toEqual([]);
    await context.close();
  });

  it('a forgotten password is set anew by the link in the mail', async () => {
    const { page, context } = await openWindow(browser, world.server, null, {
      size: 'phone',
      scheme: 'dark',
    });
    await page.goto('/login/acme');
    await heading(page, 'Sign in to acme').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Forgotten your password?' }).click();
    await page.getByLabel('User name or e-mail address').fill('bea-second');
    await page.getByRole('button', { name: 'Send a link' }).click();
    await page.getByText('a mail is on its way').waitFor();
    const token = await mailedToken(world.server, 'bea-second@acme.example', '/password');
    await page.goto(`/password#${token}`);
    await page.getByLabel('New password').fill('quite another long phrase');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('The password is set.').waitFor();
    // The link is good once.
    await page.goto('/login');
    await page.goto(`/password#${token}`);
    await page.getByLabel('New password').fill('a third long phrase of mine');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .getByRole('alert')
      .getByText(/Reference/)
      .waitFor();
    await context.close();
  });

  it('a passkey can be the second factor, and lets one in again', async () => {
    const token = await invite('eva');
    const { page, context } = await openWindow(browser, world.server, null);
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`/invitation#${token}`);
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await heading(page, 'Set up your second factor').waitFor();
    await page.getByRole('button', { name: 'Use a passkey of this device instead' }).click();
    await heading(page, 'Your recovery codes').waitFor();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await heading(page, 'Overview').waitFor();

    await context.clearCookies();
    await page.goto('/login/acme');
    await typePassword(page, 'eva');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await heading(page, 'Overview').waitFor();
    await context.close();
  });

  it('speaks German to who asks for it', async () => {
    const { page, context } = await openWindow(browser, world.server, null, { language: 'de-DE' });
    await page.goto('/login');
    await heading(page, 'Anmelden').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await context.close();
  });
});
