import { expect, it } from 'vitest';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager } = await consoleWorld();

async function patch(url: string, spec: object): Promise<void> {
  const { statusCode, payload } = await server.app.inject({
    method: 'PATCH',
    url,
    headers: { origin: 'http://localhost:8080' },
    cookies: Object.fromEntries(manager.cookies),
    payload: { spec },
  });
  if (statusCode !== 200) throw new Error(payload);
}

it('says so where there is none', async () => {
  const page = await openPage(server.app, manager, '/drift');
  await page.sees('Everything that is managed is as it was applied.');
});

it('shows what differs, who did it and why; it is put back after showing what that does', async () => {
  await patch('/v1/accounts/acme/security-policy?breakGlass=attack%20under%20way', { maxLoginAttempts: 3 });
  await patch('/v1/accounts/acme/teams/Support?breakGlass=holiday', { members: ['bea'] });
  const page = await openPage(server.app, manager, '/drift');
  await page.sees('2 fields differ.');
  await page.sees('Reason: attack under way.');
  expect(await page.axe()).toEqual([]);
  await page.type('Find a resource or a person', 'Team/');
  await page.sees('− cem');
  await expect.poll(() => page.address()).toBe('/console/drift?q=Team%2F');
  await page.click('button', 'Put back');
  await page.sees('Managed from git');
  await page.type('Reason', 'cem is back');
  await page.click('button', 'Break glass');
  await page.sees('+ cem');
  await page.click('button', 'Do it');
  await page.sees('Saved');
  await page.sees('1 field differs.');
  const { body } = await manager.get<{ spec: { members: string[] } }>('/v1/accounts/acme/teams/Support');
  expect(body.spec.members).toEqual(['bea', 'cem']);
});

it('shows the manifest that would keep what is there', async () => {
  const page = await openPage(server.app, manager, '/drift');
  await page.click('button', 'Take into git');
  await page.sees('kind: SecurityPolicy');
  await page.sees('maxLoginAttempts: 3');
  expect(await page.axe()).toEqual([]);
});
