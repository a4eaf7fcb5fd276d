import { describe, expect, it } from 'vitest';
import { caller } from '../api/routes/test-server.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader } = await consoleWorld();

interface Key {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly revokedAt: string | null;
}

async function keyNamed(name: string): Promise<Key | undefined> {
  const { body } = await manager.get<{ items: readonly Key[] }>('/v1/api-keys');
  return body.items.find((key) => key.name === name);
}

describe('API keys', () => {
  it('are made, shown once, and open the API', async () => {
    const page = await openPage(server.app, manager, '/keys');
    await page.click('button', 'Make a key');
    await page.type('Name', 'nightly');
    expect(await page.axe()).toEqual([]);
    const [make] = document.querySelectorAll<HTMLElement>('[role="dialog"] button[type="submit"]');
    make?.click();
    await page.sees('It is shown only now.');
    const key = document.querySelector('[role="dialog"] pre')?.textContent ?? '';
    expect(key).toMatch(/^byl_/);
    const answer = await caller(server.app, key)<{ actor: { name: string } }>('GET', '/v1/whoami');
    expect(answer.body.actor.name).toBe('bea');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'I have kept it');
    await page.sees('nightly');
    expect(document.documentElement.innerHTML).not.toContain(key);
  });

  it('are revoked after it was said what that does', async () => {
    const page = await openPage(server.app, manager, '/keys');
    await page.click('button', 'Revoke nightly');
    await page.sees('is refused at once');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Revoke');
    await page.sees('The key is revoked.');
    expect((await keyNamed('nightly'))?.revokedAt).not.toBeNull();
  });

  it('stand beside the machines, which have an address of their own', async () => {
    const made = await manager.put('/v1/accounts/acme/service-accounts/pipeline', {
      spec: { roles: ['Analyze Manager'] },
    });
    expect(made.status).toBe(201);
    const page = await openPage(server.app, manager, '/keys?tab=machines');
    await page.sees('pipeline');
    await page.sees('Analyze Manager');
    expect(await page.axe()).toEqual([]);
  });

  it('offer nothing to whoever may not read them', async () => {
    const page = await openPage(server.app, reader, '/keys');
    await page.sees('This needs the permission api-keys/read');
    expect(page.text()).not.toContain('Make a key');
  });
});
