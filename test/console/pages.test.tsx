import { describe, expect, it } from 'vitest';
import { destinations } from '../../console/shell/destinations.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager } = await consoleWorld();
const paths = [...destinations.map(({ to }) => to), '/profile'];

describe.each(paths)('%s', (path) => {
  it('has one heading, a title, and nothing that axe finds serious', async () => {
    const page = await openPage(server.app, manager, path);
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.title).toContain('Bylaw');
    expect(await page.axe()).toEqual([]);
  });

  it('speaks German', async () => {
    const page = await openPage(server.app, manager, path, 'de');
    await page.sees('Übersicht');
    expect(document.documentElement.lang).toBe('de');
  });
});
