import { describe, expect, it } from 'vitest';
import { caller } from '../api/routes/test-server.ts';
import { apply, declaration } from '../api/routes/test-world.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader, apiKey } = await consoleWorld();
const call = caller(server.app, apiKey);

describe('the overview', () => {
  it('says what needs attention, each leading to its list', async () => {
    await apply(
      call,
      [
        {
          kind: 'ChangePolicy',
          name: 'default',
          spec: { approvals: [{ risk: 'low', count: 1, from: { roles: ['Account Manager'] } }] },
        },
      ],
      'policy',
    );
    await call(
      'POST',
      '/v1/plans',
      declaration([{ kind: 'SecurityPolicy', account: 'emea', spec: { maxLoginAttempts: 7 } }], 'emea'),
    );
    const page = await openPage(server.app, manager, '/');
    await page.sees('1 plan waits for approval');
    await page.sees('Applied last');
    await page.sees('Last in the audit log');
    expect(await page.axe()).toEqual([]);
    await page.click('link', '1 plan waits for approval');
    await page.sees('Waits for approval');
    expect(page.address()).toBe('/console/changes?status=waiting');
  });

  it('leaves out what one may not read', async () => {
    const page = await openPage(server.app, reader, '/');
    await page.sees('Needs attention');
    await page.sees('Last in the audit log');
    expect(page.text()).not.toContain('plan waits for approval');
    expect(page.text()).not.toContain('This did not work');
  });

  it('speaks German', async () => {
    const page = await openPage(server.app, manager, '/', 'de');
    await page.sees('1 Plan wartet auf Zustimmung');
  });
});
