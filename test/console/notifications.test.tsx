import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, it } from 'vitest';
import { rows } from '../../api/database/transaction.ts';
import { notify } from '../../api/notifications/notify.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { database, server, manager, reader } = await consoleWorld();

async function patch(url: string, payload: object): Promise<number> {
  const { statusCode } = await server.app.inject({
    method: 'PATCH',
    url,
    headers: { origin: 'http://localhost:8080' },
    cookies: Object.fromEntries(manager.cookies),
    payload,
  });
  return statusCode;
}

const unread = async (): Promise<number> =>
  (await manager.get<{ items: unknown[] }>('/v1/me/notifications?unread=true')).body.items.length;

beforeAll(async () => {
  const status = await patch('/v1/accounts/acme/notifications', {
    spec: {
      subscriptions: [
        {
          name: 'locks',
          events: ['user-locked', 'seat-threshold'],
          to: { roles: ['Account Manager'] },
          channels: ['console'],
          mandatory: true,
        },
      ],
    },
  });
  expect(status).toBeLessThan(300);
  const [found] = await database.snapshot((tx) =>
    rows<{ id: string }>(tx, 'SELECT id FROM organisation WHERE name = $1', 'acme'),
  );
  const deps = { now: () => server.clock.time, newId: uuidv7 };
  await database.write(async (tx) => {
    const place = found?.id ?? '';
    await notify(tx, deps, place, {
      event: 'user-locked',
      account: 'acme',
      text: 'cem was locked after 5 failures',
      detail: { user: 'cem' },
    });
    await notify(tx, deps, place, { event: 'seat-threshold', account: 'acme', text: 'Seats run short' });
  });
});

describe('the list', () => {
  it('marks one as read and unread, shows only what is unread, and keeps that in the address', async () => {
    const page = await openPage(server.app, manager, '/notifications');
    await page.sees('cem was locked after 5 failures');
    await page.sees('2 unread');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Mark as read: cem was locked after 5 failures');
    await page.sees('1 unread');
    expect(await unread()).toBe(1);
    await page.click('switch', 'Only unread');
    await expect.poll(() => page.address()).toBe('/console/notifications?show=unread');
    await expect.poll(() => page.text()).not.toContain('cem was locked');
    await page.click('button', 'Mark all as read');
    await page.sees('All is read');
    expect(await unread()).toBe(0);
  });

  it('leads to what it is about', async () => {
    const page = await openPage(server.app, manager, '/notifications');
    const link = await page.find('link', 'Look at it: cem was locked after 5 failures');
    expect(link.getAttribute('href')).toBe('/console/users/acme/cem');
  });
});

describe('subscriptions', () => {
  const switched = async (): Promise<unknown> => {
    const { body } = await manager.get<{ items: { event: string; channel: string; own: unknown }[] }>(
      '/v1/me/subscriptions',
    );
    return body.items.find(({ event, channel }) => event === 'drift-found' && channel === 'email')?.own;
  };

  it('are flipped at once, and taken back by undo', async () => {
    const page = await openPage(server.app, manager, '/notifications/subscriptions');
    await page.click('switch', 'Drift found, E-mail');
    await expect.poll(switched, { timeout: 5000 }).toBe(true);
    await page.click('button', 'Undo');
    await expect.poll(switched, { timeout: 5000 }).toBeNull();
    expect(await page.axe()).toEqual([]);
  });

  it('a mandatory one cannot be switched off, and says which of the account’s it is', async () => {
    const page = await openPage(server.app, manager, '/notifications/subscriptions');
    const locked = (await page.find('switch', 'User locked, Console')) as HTMLInputElement;
    expect(locked.disabled).toBe(true);
    await page.sees('By the account: locks');
    await page.sees('To: Account Manager');
  });
});

describe('webhooks', () => {
  it('are added with a look at what that does, and get a secret that is shown once', async () => {
    const page = await openPage(server.app, manager, '/notifications/webhooks');
    await page.sees('No webhooks');
    await page.click('button', 'Add a webhook');
    await page.type(/^Name/, 'siem');
    await page.type(/^Address/, 'https://siem.acme.example/hook');
    await page.click('textbox', 'Events');
    await page.click('option', 'User locked');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Review and save');
    await page.sees('Notifications/acme');
    await page.click('button', 'Do it');
    await page.click('link', 'siem');
    await page.sees('Nothing sent yet');
    expect(page.address()).toBe('/console/notifications/webhooks/acme/siem');
    await page.click('button', 'New signing secret');
    await page.click('button', 'Make it');
    await page.sees(/whsec_/);
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Close');
    await expect.poll(() => page.text()).not.toContain('whsec_');
  });

  it('are not offered to who may not change them', async () => {
    const page = await openPage(server.app, reader, '/notifications/webhooks');
    await page.sees('Webhooks');
    expect(page.text()).not.toContain('Add a webhook');
  });
});
