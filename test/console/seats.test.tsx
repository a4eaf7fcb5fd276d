import { describe, expect, it } from 'vitest';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader } = await consoleWorld();

const holders = async (account: string): Promise<readonly string[]> => {
  const { body } = await manager.get<{ items: { username: string }[] }>(
    `/v1/accounts/${account}/seats/holders?seat=assigned`,
  );
  return body.items.map(({ username }) => username);
};

describe('seats', () => {
  it('shows four figures, each of which opens the list behind it', async () => {
    const page = await openPage(server.app, manager, '/seats');
    await page.sees('Purchased10');
    await page.sees('Assigned2');
    await page.sees('Remaining8');
    await page.sees('20% used, warns at 85%');
    expect(await page.axe()).toEqual([]);
    await page.click('link', /^Assigned/);
    await page.sees('Bea Brandt');
    await page.sees('dora');
    expect(page.address()).toBe('/console/seats/holders');
    const figures = await openPage(server.app, manager, '/seats');
    await figures.click('link', /^Remaining/);
    await figures.sees('cem');
    expect(figures.address()).toBe('/console/seats/holders?seat=none');
    const inactive = await openPage(server.app, manager, '/seats');
    await inactive.click('link', /^Inactive with a seat/);
    await inactive.sees('Inactive users with a seat');
    expect(inactive.address()).toBe('/console/seats/inactive');
  });

  it('tells whom to ask for more', async () => {
    const page = await openPage(server.app, manager, '/seats');
    await page.click('button', 'Need more seats?');
    await page.sees('Ask your vendor');
    expect(await page.axe()).toEqual([]);
  });

  it('opens an account to its holders, in the list and on a page of its own', async () => {
    const page = await openPage(server.app, manager, '/seats?open=emea');
    await page.sees('dora@acme.example');
    expect(await page.axe()).toEqual([]);
    await page.click('link', 'All filters for emea');
    await page.find('heading', 'Seat holders of emea');
    expect(page.address()).toBe('/console/seats/accounts/emea');
  });

  it('takes the limit away, and then there is none', async () => {
    const page = await openPage(server.app, manager, '/seats');
    await page.click('button', 'Acts for Europe');
    await page.click('menuitem', 'Remove the limit');
    await page.type('Reason', 'It is not needed');
    await page.click('button', 'Break glass');
    await page.click('button', 'Do it');
    await page.sees('Saved');
    const { body } = await manager.get<{ items: { account: string; limit: number | null }[] }>(
      '/v1/seats/accounts?q=emea',
    );
    expect(body.items).toMatchObject([{ account: 'emea', limit: null }]);
  });

  it('a switch asks why where a manifest manages the seats, then gives one', async () => {
    const page = await openPage(server.app, manager, '/seats?assign=acme');
    await page.click('switch', 'Seat for cem');
    await page.sees('managed by the manifest set settings');
    expect(await page.axe()).toEqual([]);
    expect(await holders('acme')).toEqual(['bea']);
    await page.type('Reason', 'He helps out');
    await page.click('switch', 'Seat for cem');
    await page.sees('cem has a seat now');
    expect(await holders('acme')).toEqual(['bea', 'cem']);
    await page.click('button', 'Undo');
    await expect.poll(() => holders('acme')).toEqual(['bea']);
  });

  it('takes seats from several, says from whom first, and gives them back', async () => {
    const page = await openPage(server.app, manager, '/seats/accounts/emea');
    await page.click('checkbox', 'Select dora');
    await page.click('button', 'Remove seats');
    await page.sees('1 person loses the seat');
    await page.sees('emea: 1 person');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Remove 1 seat');
    await page.type('Reason', 'She has left');
    await page.click('button', 'Remove 1 seat');
    await page.sees('1 seat removed.');
    expect(await holders('emea')).toEqual([]);
    await page.click('button', 'Undo');
    await expect.poll(() => holders('emea')).toEqual(['dora']);
  });

  it('edits a person after showing what it does', async () => {
    const page = await openPage(server.app, manager, '/seats/accounts/emea');
    await page.click('button', 'Acts for dora');
    await page.click('menuitem', 'Edit the user');
    await page.type('First name', 'Dora');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Next');
    await page.sees('firstName');
    await page.click('button', 'Do it');
    await page.sees('Saved');
    const { body } = await manager.get<{ spec: object }>('/v1/accounts/emea/users/dora');
    expect(body.spec).toMatchObject({ firstName: 'Dora' });
  });
});

describe('the lists', () => {
  it('keep their filters in the address', async () => {
    const page = await openPage(server.app, manager, '/seats/holders');
    await page.sees('dora');
    await page.type('Search by name or e-mail', 'brandt');
    await expect.poll(() => page.address()).toBe('/console/seats/holders?q=brandt');
    await expect.poll(() => page.text()).not.toContain('dora@');
    const none = await openPage(server.app, manager, '/seats/inactive?q=nobody&reason=no-sign-in');
    await none.sees('Nothing matches these filters');
  });

  it('the log tells who gave which seat, and is filtered', async () => {
    const page = await openPage(server.app, manager, '/seats/log?event=assign&range=today');
    await page.sees('Impacted user');
    await page.sees('dora');
    expect(await page.axe()).toEqual([]);
    const none = await openPage(server.app, manager, '/seats/log?range=yesterday');
    await none.sees('Nothing matches these filters');
  });

  it('say what is wrong with an account that is not there', async () => {
    const page = await openPage(server.app, manager, '/seats/accounts/nowhere');
    await page.sees('There is no account nowhere.');
  });
});

describe('whoever only reads', () => {
  it('is offered nothing that changes', async () => {
    const page = await openPage(server.app, reader, '/seats/accounts/emea');
    await page.sees('dora@acme.example');
    expect(document.querySelectorAll('input[type="checkbox"]')).toHaveLength(0);
    expect(document.querySelector('[aria-label="Acts for dora"]')).toBeNull();
    const all = await openPage(server.app, reader, '/seats');
    await all.sees('Purchased10');
    expect(all.text()).not.toContain('Assign seats');
    await all.click('button', 'Acts for Europe');
    await all.find('menuitem', 'Seat holders');
    expect(all.text()).not.toContain('Edit the limit');
  });
});
