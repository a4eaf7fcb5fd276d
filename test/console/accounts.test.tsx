import { describe, expect, it } from 'vitest';
import { declaration } from '../api/routes/test-world.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader } = await consoleWorld();

const templates = [
  {
    kind: 'SettingsTemplate',
    name: 'eu-baseline',
    spec: {
      order: 10,
      selector: { matchLabels: { region: 'emea' } },
      enforced: ['securityPolicy.maxLoginAttempts'],
      settings: { securityPolicy: { maxLoginAttempts: 4, maxInactivityDays: 90 } },
    },
  },
];

async function withTemplate(): Promise<void> {
  const plan = await manager.post<{ id: string | null }>('/v1/plans', declaration(templates, 'templates'));
  if (plan.body.id !== null) await manager.post(`/v1/plans/${plan.body.id}/apply`, {});
}

describe('accounts', () => {
  it('are searched, and the search stands in the address', async () => {
    const page = await openPage(server.app, manager, '/accounts');
    await page.sees('Europe');
    await page.sees('region=emea');
    await page.sees('2 accounts');
    expect(await page.axe()).toEqual([]);
    await page.type('Search by name or label', 'region');
    await page.sees('1 account');
    await expect.poll(() => page.address()).toBe('/console/accounts?q=region');
    const none = await openPage(server.app, manager, '/accounts?state=disabled');
    await none.sees('Nothing matches these filters');
  });

  it('a new one is made after showing what it does, and never over one that is there', async () => {
    const page = await openPage(server.app, manager, '/accounts');
    await page.click('button', 'New account');
    await page.type('Name', 'apac');
    await page.type('Display name', 'Asia');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Next');
    await page.sees('Account/apac');
    await page.click('button', 'Do it');
    await page.sees('Saved');
    const { body } = await manager.get<{ spec: object }>('/v1/accounts/apac');
    expect(body.spec).toMatchObject({ displayName: 'Asia' });
    const again = await openPage(server.app, manager, '/accounts');
    await again.click('button', 'New account');
    await again.type('Name', 'apac');
    await again.type('Display name', 'Other');
    await again.click('button', 'Next');
    await again.sees('This did not work');
  });

  it('are disabled with a look at whom that hits', async () => {
    const page = await openPage(server.app, manager, '/accounts/apac');
    await page.find('heading', 'Asia');
    await page.click('button', 'Edit the account');
    await page.click('switch', /^People can sign in/);
    await page.sees('all its sessions end at once');
    await page.click('button', 'Next');
    await page.sees('enabled');
    await page.click('button', 'Do it');
    await page.sees('Saved');
    const { body } = await manager.get<{ spec: object }>('/v1/accounts/apac');
    expect(body.spec).toMatchObject({ enabled: false });
  });

  it('that are not there are told', async () => {
    const page = await openPage(server.app, manager, '/accounts/nowhere');
    await page.sees('This did not work');
  });
});

describe('an account', () => {
  it('says of each setting where it comes from', async () => {
    await withTemplate();
    const page = await openPage(server.app, manager, '/accounts/emea');
    await page.sees('maxInactivityDays');
    await page.sees('Template eu-baseline');
    await page.sees('Default of the platform');
    await page.sees('all.yaml:');
    expect(await page.axe()).toEqual([]);
    await page.type('Search settings', 'maxInactivity');
    await expect.poll(() => page.text()).not.toContain('releaseAfterInactiveDays');
    await expect.poll(() => page.address()).toBe('/console/accounts/emea?q=maxInactivity');
    await page.click('link', 'Template eu-baseline');
    await page.find('heading', 'eu-baseline');
  });

  it('has users, teams and subscriptions under addresses of their own', async () => {
    const page = await openPage(server.app, manager, '/accounts/emea/users');
    await page.sees('dora@acme.example');
    expect(await page.axe()).toEqual([]);
    await page.click('tab', 'Teams');
    await page.sees('This account has no teams yet');
    expect(page.address()).toBe('/console/accounts/emea/teams');
    const acme = await openPage(server.app, manager, '/accounts/acme/teams');
    await acme.sees('First line');
    const told = await openPage(server.app, manager, '/accounts/emea/notifications');
    await told.sees('No webhook is declared');
    expect(await told.axe()).toEqual([]);
  });
});

describe('templates', () => {
  it('say whom they reach and what they set', async () => {
    await withTemplate();
    const page = await openPage(server.app, manager, '/accounts/templates');
    await page.sees('region=emea');
    expect(await page.axe()).toEqual([]);
    await page.click('link', 'eu-baseline');
    await page.sees('It reaches 1 account');
    await page.sees('securityPolicy.maxInactivityDays');
    await page.sees('enforced: cannot differ');
    expect(await page.axe()).toEqual([]);
    expect(page.address()).toBe('/console/accounts/templates/eu-baseline');
  });
});

describe('whoever only reads', () => {
  it('is offered nothing that changes', async () => {
    const page = await openPage(server.app, reader, '/accounts');
    await page.find('heading', 'Accounts');
    expect(page.text()).not.toContain('New account');
    const account = await openPage(server.app, reader, '/accounts/emea');
    await account.find('heading', /./);
    expect(account.text()).not.toContain('Edit the account');
  });
});
