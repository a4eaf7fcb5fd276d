import { describe, expect, it, vi } from 'vitest';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader } = await consoleWorld();

/** A field of the drawer, once it is there. */
const inDialog = (selector: string): Promise<HTMLInputElement> =>
  vi.waitFor(
    () => {
      const found = document.querySelector<HTMLInputElement>(`[role="dialog"] ${selector}`);
      if (found === null) throw new Error(`no ${selector} in a dialog`);
      return found;
    },
    { timeout: 10_000 },
  );

describe('users', () => {
  it('are searched in one line, which is text and pills at once', async () => {
    const page = await openPage(server.app, manager, '/users?q=status%3Aactive%20bea');
    await page.sees('Bea Brandt');
    expect(page.text()).not.toContain('dora@acme.example');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Search without bea');
    await page.sees('cem@acme.example');
    expect(page.address()).toBe('/console/users?q=status%3Aactive');
  });

  it('are told what is wrong with a search, and where', async () => {
    const page = await openPage(server.app, manager, '/users?q=stauts%3Aactive');
    await page.sees('Column 1: There is no field stauts to search by');
  });

  it('are made and invited after it was shown what that does', async () => {
    const page = await openPage(server.app, manager, '/users?open=new');
    await page.typeInto(await inDialog('input[name="username"]'), 'eli');
    await page.typeInto(await inDialog('input[name="email"]'), 'eli@acme.example');
    await page.click('button', 'Next');
    await page.sees('What this does');
    await page.sees('User/acme/eli');
    await page.click('button', 'Do it');
    await page.sees('Saved');
    const { body } = await manager.get<{ items: { username: string }[] }>('/v1/people?q=status%3Ainvited');
    expect(body.items.map(({ username }) => username)).toContain('eli');
    const invites = await openPage(server.app, manager, '/users?tab=invites');
    await invites.sees('eli@acme.example');
  });

  it('have a page of their own, with acts that say what they do', async () => {
    const page = await openPage(server.app, manager, '/users/acme/cem');
    await page.sees('cem');
    await page.click('button', 'Acts');
    await page.click('menuitem', 'End all sessions');
    await page.sees('cem is signed out everywhere.');
    // A dialog gets its name once it is open.
    await expect.poll(() => page.axe(), { timeout: 10_000 }).toEqual([]);
    await page.click('button', 'Confirm');
    await page.sees('Done');
    expect((await reader.get('/v1/whoami')).status).toBe(401);
  });

  it('offer no act against oneself that would end one’s own access', async () => {
    const page = await openPage(server.app, manager, '/users/acme/bea');
    await page.click('button', 'Acts');
    await page.find('menuitem', 'End all sessions');
    expect(document.body.textContent).not.toContain('Disable');
  });
});

describe('teams and roles', () => {
  it('a team is made, opened and changed', async () => {
    const page = await openPage(server.app, manager, '/teams');
    await page.click('button', 'Add a team');
    await page.typeInto(await inDialog('input[name="name"]'), 'Night / late');
    await page.click('button', 'Next');
    await page.sees('Team/acme/Night%20%2F%20late');
    await page.click('button', 'Do it');
    await page.click('link', 'Night / late');
    await page.sees('User names. Enter adds one.');
    expect(await page.axe()).toEqual([]);
    expect(page.address()).toBe('/console/teams/acme/Night%20%2F%20late');
  });

  it('roles are a matrix; those of one’s own are changed by a tick', async () => {
    const made = await manager.put('/v1/roles/Reader', { spec: { permissions: ['users/read'] } });
    expect(made.status).toBe(201);
    const page = await openPage(server.app, manager, '/roles');
    expect(
      ((await page.find('checkbox', 'Account Manager: seats/manage')) as HTMLInputElement).disabled,
    ).toBe(true);
    await page.click('checkbox', 'Reader: teams/read');
    await page.sees('+ teams/read');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Do it');
    await page.sees('Saved');
    const { body } = await manager.get<{ spec: { permissions: string[] } }>('/v1/roles/Reader');
    expect(body.spec.permissions).toEqual(['teams/read', 'users/read']);
  });
});
