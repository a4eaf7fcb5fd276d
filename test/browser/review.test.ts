import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWindow, startBrowser } from './support/real-browser.ts';
import { type RealWorld, realWorld } from './support/real-world.ts';

let world: RealWorld;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'bylaw-review-'));

beforeAll(async () => {
  [world, browser] = await Promise.all([realWorld(), startBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), world?.server.stop()]);
  rmSync(folder, { recursive: true });
});

/** Goes on where a manifest manages what is changed: with a reason. */
async function breakGlass(page: Page, reason: string): Promise<void> {
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Break glass' }).click();
}

it('a limit of seats is set after it was shown what that does', async () => {
  const { page, context } = await openWindow(browser, world.server, world.ana);
  await page.goto('/console/seats');
  await page.getByRole('button', { name: 'Acts for Acme EMEA' }).click();
  await page.getByRole('menuitem', { name: 'Edit the limit' }).click();
  await page.getByRole('dialog').getByLabel('Limit').fill('77');
  await page.getByRole('button', { name: 'Next' }).click();
  await breakGlass(page, 'More agents until Friday');
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByText('Saved').first().waitFor();
  const read = await world.call(world.ana, 'GET', '/v1/accounts/emea/seats');
  expect(await read.json()).toMatchObject({ spec: { limit: 77 } });
  await context.close();
});

it('a plan of the command waits, is approved by somebody else in the console, and is applied', async () => {
  const policy = {
    minAccountManagers: 1,
    approvals: [{ risk: 'low', count: 1, from: { roles: ['Account Manager'] } }],
  };
  const set = await world.call(world.ana, 'PATCH', '/v1/change-policy?breakGlass=from%20now%20on', {
    spec: policy,
  });
  expect(set.status).toBe(200);
  writeFileSync(
    join(folder, 'bylaw.yaml'),
    'apiVersion: bylaw.dev/v1\nkind: ManifestSet\nmetadata: { name: night-shift }\nspec: {}\n',
  );
  writeFileSync(
    join(folder, 'team.yaml'),
    'apiVersion: bylaw.dev/v1\nkind: Team\nmetadata: { name: Night Shift, account: emea }\nspec:\n  description: From ten to six\n  members: []\n',
  );
  await world.server.bylaw(['plan', folder], { BYLAW_TOKEN: world.apiKey });

  const { page, context } = await openWindow(browser, world.server, world.bea);
  await page.goto('/console/changes?set=night-shift');
  await page.getByRole('link', { name: '1 to create' }).click();
  await page
    .getByText('Team/emea/Night%20Shift')
    .or(page.getByText('Team/emea/Night Shift'))
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Looks right');
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Looks right').first().waitFor();
  await page.getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByRole('button', { name: 'Apply now' }).click();
  await page.getByText('The plan is applied.').waitFor();
  const team = await world.call(world.ana, 'GET', '/v1/accounts/emea/teams/Night%20Shift');
  expect(await team.json()).toMatchObject({ spec: { description: 'From ten to six' } });
  await context.close();
});
