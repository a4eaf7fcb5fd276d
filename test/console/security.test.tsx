import { beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../schemas/contract/self-signed.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader } = await consoleWorld();

const pem = (name: string): string =>
  selfSigned({ name, from: new Date('2026-01-01T00:00:00Z'), until: new Date('2036-01-01T00:00:00Z') })
    .certificate;

async function effective(kind: string, account = 'acme'): Promise<Record<string, unknown>> {
  const { body } = await manager.get<{ effective: { value: Record<string, unknown> } }>(
    `/v1/accounts/${account}/${kind}`,
  );
  return body.effective.value;
}

describe('the rules of an account', () => {
  it('opens with one’s own account and the first part', async () => {
    const page = await openPage(server.app, manager, '/security');
    await page.sees('Not set up');
    await expect.poll(() => page.address()).toBe('/console/security/acme/single-sign-on');
  });

  it('the second factor is required once it is shown whom that hits', async () => {
    const page = await openPage(server.app, manager, '/security/emea/two-factor');
    await page.sees('Default of the platform');
    await page.click('switch', 'Require a second factor');
    await page.sees('Who would be affected');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Review and save');
    await page.sees('SecurityPolicy/emea');
    expect(await page.axe()).toEqual([]);
    expect((await effective('security-policy', 'emea'))['requireTwoFactor']).toBe(false);
    await page.click('button', 'Do it');
    await page.sees('Set in this account');
    expect((await effective('security-policy', 'emea'))['requireTwoFactor']).toBe(true);
    await page.click('button', 'Use the inherited value: Require a second factor');
    await page.sees('Will be inherited');
  });

  it('what a manifest manages is marked, and changed only with a reason', async () => {
    const page = await openPage(server.app, manager, '/security/acme/user-accounts');
    await page.sees('all.yaml');
    const field = (await page.find('textbox', 'Failed attempts until a lock')) as HTMLInputElement;
    expect(field.disabled).toBe(true);
    const free = (await page.find('textbox', 'Shortest password')) as HTMLInputElement;
    expect(free.disabled).toBe(false);
    await page.click('button', 'Break glass: Failed attempts until a lock');
    await page.type('Failed attempts until a lock', '7 attempts');
    await page.click('button', 'Review and save');
    await page.type(/^Reason/, 'a storm of attempts');
    await page.click('button', 'Break glass');
    await page.sees('maxLoginAttempts');
    await page.click('button', 'Do it');
    await expect
      .poll(async () => (await effective('security-policy'))['maxLoginAttempts'], { timeout: 5000 })
      .toBe(7);
  });

  it('sessions and networks', async () => {
    const page = await openPage(server.app, manager, '/security/emea/sessions');
    await page.type('Ends when idle', '15 minutes');
    await page.click('button', 'Review and save');
    await page.sees('session.idleMinutes');
    await page.click('button', 'Do it');
    await expect
      .poll(async () => (await effective('security-policy', 'emea'))['session'], { timeout: 5000 })
      .toMatchObject({ idleMinutes: 15 });
  });

  it('goes from account to account on the same part', async () => {
    const page = await openPage(server.app, manager, '/security/acme/sessions');
    await page.click('tab', 'Two-factor');
    await expect.poll(() => page.address()).toBe('/console/security/acme/two-factor');
    expect(await page.axe()).toEqual([]);
  });
});

describe('single sign-on', () => {
  beforeAll(async () => {
    const { statusCode } = await server.app.inject({
      method: 'PATCH',
      url: '/v1/accounts/emea/single-sign-on',
      headers: { origin: 'http://localhost:8080' },
      cookies: Object.fromEntries(manager.cookies),
      payload: { spec: { initiationSlug: 'acme-emea', emergencyUsers: ['dora'] } },
    });
    expect(statusCode).toBeLessThan(300);
  });

  it('shows the values to copy, made from the part of the address', async () => {
    const page = await openPage(server.app, manager, '/security/emea/single-sign-on?step=values');
    await page.sees('http://localhost:8080/login/saml/acme-emea/acs');
    await page.find('button', 'Copy: Assertion consumer service (ACS URL)');
    expect(await page.axe()).toEqual([]);
  });

  it('is set up field by field, and says what required still waits for', async () => {
    const page = await openPage(server.app, manager, '/security/emea/single-sign-on?step=provider');
    await page.click('radio', 'Field by field');
    await page.type('Entity ID of the identity provider', 'https://idp.acme.example/metadata');
    await page.type('Login address', 'https://idp.acme.example/sso');
    await page.type('Add a certificate (PEM)', pem('idp'));
    await page.click('button', 'Add it');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Review and save');
    await page.sees('identityProvider.loginUrl');
    await page.click('button', 'Do it');
    await page.sees('CN=idp');
    await page.find('button', /The only valid certificate cannot be removed/);
    await page.click('button', /^5Require/);
    await page.click('radio', /^Required/);
    await page.click('button', 'Review and save');
    await page.sees('SingleSignOn/emea');
    await page.click('button', 'Do it');
    await page.sees('“Required” is set and does not hold yet');
    await page.sees('Nobody has signed in with this configuration');
    await page.sees('No emergency user can sign in with a password');
    expect((await effective('single-sign-on', 'emea'))['mode']).toBe('required');
    expect(await page.axe()).toEqual([]);
  });

  it('a test leads to the identity provider, in a tab of its own', async () => {
    const opened = { location: { href: '' }, close: () => undefined };
    window.open = () => opened as unknown as Window;
    const page = await openPage(server.app, manager, '/security/emea/single-sign-on?step=test');
    await page.click('button', 'Start a test sign-in');
    await page.sees('The test runs in the other tab');
    expect(opened.location.href).toMatch(/^https:\/\/idp\.acme\.example\/sso\?SAMLRequest=/);
  });
});

it('who may not see it is told whom to ask, and is offered nothing', async () => {
  const page = await openPage(server.app, reader, '/security/acme/two-factor');
  await page.sees('You may not see this part');
  expect(document.querySelector('[role="switch"]')).toBeNull();
});
