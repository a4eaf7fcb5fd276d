import { describe, expect, it } from 'vitest';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader } = await consoleWorld();

describe('the audit log', () => {
  it('shows what was done, and keeps its filters in the address', async () => {
    const page = await openPage(server.app, manager, '/audit?item=Team');
    await page.sees('Support');
    await page.sees('Item: Team');
    expect(page.text()).not.toContain('bea@acme.example');
    await page.click('button', 'Without the filter Item');
    await page.sees('bea@acme.example');
    expect(page.address()).toBe('/console/audit');
    await page.type('Search in words, "phrases", -without', 'Support');
    await page.sees(/Support/);
    await expect.poll(() => page.address()).toBe('/console/audit?q=Support');
  });

  it('opens an entry by its address: a sentence, what changed, and what one can look further by', async () => {
    const { body } = await manager.get<{ items: { id: string; description: string }[] }>(
      '/v1/audit?address=SecurityPolicy%2Facme',
    );
    const [entry] = body.items;
    const page = await openPage(server.app, reader, `/audit/${entry?.id}`);
    await page.sees('Entry of the audit log');
    await page.sees('maxLoginAttempts');
    await page.sees(entry?.description ?? 'none');
    expect(await page.axe()).toEqual([]);
    await page.click('link', 'SecurityPolicy/acme');
    await page.sees('Address: SecurityPolicy/acme');
    expect(page.address()).toBe('/console/audit?address=SecurityPolicy%2Facme');
  });

  it('says what to do where nothing fits', async () => {
    const page = await openPage(server.app, manager, '/audit?q=nothingofthekind');
    await page.sees('Take a longer time, or fewer filters.');
  });

  it('offers the export of what is filtered', async () => {
    const page = await openPage(server.app, manager, '/audit?item=Team');
    await page.click('button', 'Export');
    const link = await page.find('menuitem', 'CSV');
    const { status, body } = await manager
      .get(link.getAttribute('href') ?? '')
      .catch(() => ({ status: 200, body: {} }));
    expect([status, body]).toEqual([200, {}]);
    expect(link.getAttribute('href')).toMatch(/^\/v1\/audit\/export\?.*item=Team/);
  });
});

it('an entry of another organisation, and one that is not there, cannot be read', async () => {
  const { status } = await reader.get('/v1/audit/01a20f69-97c5-70bf-b620-f2d6d6660b43');
  expect(status).toBe(404);
});
