import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { selfSigned } from '../../schemas/contract/self-signed.ts';
import { type ForeignIdp, type ForeignSettings, startForeignIdp } from '../api/identity/saml/foreign-idp.ts';
import { openWindow, startBrowser } from './support/real-browser.ts';
import { type RealWorld, realWorld } from './support/real-world.ts';

/** An identity provider that is not ours (samlp), over real HTTP, that vouches for ana. */
const settings: ForeignSettings = {
  key: selfSigned({
    name: 'idp.example',
    from: new Date(Date.now() - 86_400_000),
    until: new Date(Date.now() + 90 * 86_400_000),
  }),
  nameId: 'ana@acme.example',
  claims: { 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname': 'Ana' },
  options: {},
};

let world: RealWorld;
let browser: Browser;
let idp: ForeignIdp;

beforeAll(async () => {
  [world, browser] = await Promise.all([realWorld(), startBrowser()]);
  idp = await startForeignIdp(settings, `${world.server.url}/login/saml/acme-sso/acs`);
});
afterAll(() => Promise.all([browser?.close(), world?.server.stop(), idp?.close()]));

/** Looks at what a save does, and does it. */
async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review and save' }).click();
  await page
    .getByRole('dialog')
    .getByText(/^SingleSignOn\/acme$/)
    .waitFor();
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByText('Saved').first().waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

it('is set up step by step, tried, required, and signed in with', async () => {
  const { page, context } = await openWindow(browser, world.server, world.ana);
  const step = (name: string) => page.goto(`/console/security/acme/single-sign-on?step=${name}`);

  await step('values');
  await page.getByLabel('Part of the address').fill('acme-sso');
  await save(page);
  await page.getByText(`${world.server.url}/login/saml/acme-sso/acs`).waitFor();

  await step('provider');
  await page.getByText('Metadata as text').click();
  // The cookie of a sign-in on its way is Lax by plain http, so the provider is of the same site, as on a developer's machine.
  const metadata = await (await fetch(idp.metadataUrl.replace('127.0.0.1', 'localhost'))).text();
  await page.getByLabel('Metadata (XML)').fill(metadata);
  await save(page);

  await step('require');
  await page.getByText('Optional', { exact: true }).click();
  await save(page);

  await step('test');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Start a test sign-in' }).click(),
  ]);
  await tab.getByText('Signing in by this configuration works.').waitFor();
  await tab.getByText('ana@acme.example').first().waitFor();
  await tab.close();
  await page.getByText(/This configuration works/).waitFor();

  const fresh = await openWindow(browser, world.server, null);
  await fresh.page.goto('/login/acme');
  await fresh.page.getByRole('link', { name: 'Sign in with single sign-on' }).click();
  await fresh.page.getByRole('heading', { name: 'Overview' }).waitFor();
  const who = await fresh.page.evaluate(async () => (await fetch('/v1/whoami')).json());
  expect(who).toMatchObject({ actor: { name: 'ana' }, account: 'acme' });
  await fresh.context.close();
  await context.close();
});
