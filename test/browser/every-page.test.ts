import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { axeProblems, openWindow, startBrowser } from './support/real-browser.ts';
import { type RealWorld, realWorld } from './support/real-world.ts';

/** Every page that has an address of its own, and the name of its picture. */
const pages: Readonly<Record<string, string>> = {
  overview: '/',
  seats: '/seats',
  'seats-log': '/seats/log',
  'seats-inactive': '/seats/inactive',
  accounts: '/accounts',
  account: '/accounts/emea',
  users: '/users',
  user: '/users/acme/ana',
  teams: '/teams',
  roles: '/roles',
  security: '/security/emea',
  customization: '/customization/emea',
  notifications: '/notifications',
  subscriptions: '/notifications/subscriptions',
  changes: '/changes',
  drift: '/drift',
  audit: '/audit',
  keys: '/keys',
  profile: '/profile',
};

/** Where pictures go when they are wanted: `BYLAW_SCREENSHOTS=docs/screens npm run test:browser`. */
const pictures = process.env['BYLAW_SCREENSHOTS'];

let world: RealWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([realWorld(), startBrowser()]);
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
});
afterAll(() => Promise.all([browser?.close(), world?.server.stop()]));

/** Fails with all that was found, and not with how many there were. */
function assertNone(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'));
}

interface Open {
  readonly page: Page;
  readonly complaints: string[];
}

/** Shows a page in a window, and returns what is wrong with it. */
async function show({ page, complaints }: Open, path: string): Promise<readonly string[]> {
  complaints.length = 0;
  await page.goto(`/console${path}`);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  const beside = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const overflow = beside > 0 ? [`${beside} pixels stand beside the window`] : [];
  return [...(await axeProblems(page)), ...overflow];
}

const looks = [
  ['desktop', 'light'],
  ['desktop', 'dark'],
  ['phone', 'light'],
  ['phone', 'dark'],
] as const;

describe.each(looks)('%s, %s', (size, scheme) => {
  let open: Open;
  beforeAll(async () => {
    open = await openWindow(browser, world.server, world.ana, { size, scheme });
  });
  afterAll(() => open.page.context().close());

  it.each(Object.entries(pages))(
    '%s: nothing serious by axe, no complaint, nothing beside the window',
    async (name, path) => {
      const problems = await show(open, path);
      if (pictures !== undefined)
        await open.page.screenshot({
          path: `${pictures}/${name}-${size}-${scheme}.png`,
        });
      assertNone([...problems, ...open.complaints]);
    },
  );
});

describe('somebody who reads only', () => {
  let open: Open;
  beforeAll(async () => {
    open = await openWindow(browser, world.server, world.cem);
  });
  afterAll(() => open.page.context().close());

  it.each(Object.entries(pages))(
    '%s: a page, and no complaint but of what he may not read',
    async (_, path) => {
      const problems = await show(open, path);
      const unexpected = open.complaints.filter((text) => !/status of (?:403|404)/.test(text));
      assertNone([...problems, ...unexpected]);
    },
  );
});
