import { chromium } from 'playwright-core';

const executablePath = process.env['BYLAW_CHROMIUM'] ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium of Debian, without a window. */
export function startChromium() {
  return chromium.launch({ executablePath, args });
}

/** What a page says of its own loading: times in milliseconds, sizes in bytes as they were sent. */
function readTimings() {
  const [navigation] = performance.getEntriesByType('navigation');
  const resources = performance.getEntriesByType('resource');
  const bytes = (ending) =>
    resources
      .filter(({ name }) => new URL(name).pathname.endsWith(ending))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return {
    paintMs: paint?.startTime,
    scriptBytes: bytes('.js'),
    styleBytes: bytes('.css'),
    pageBytes: navigation.encodedBodySize,
    requests: resources.length + 1,
    shift: window.__shift ?? 0,
  };
}

/** Adds up how far things jump while a page loads (Cumulative Layout Shift). */
const watchShifts = () => {
  window.__shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
};

/**
 * Opens a page as somebody who was never there, and once more as somebody who was.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ url: string, cookie?: { name: string, value: string }, ready: string }} page `ready`: what is there when it can be used
 */
export async function openTwice(browser, { url, cookie, ready }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    if (cookie !== undefined) await context.addCookies([{ ...cookie, url: new URL(url).origin }]);
    await context.addInitScript(watchShifts);
    const page = await context.newPage();
    const visit = async () => {
      const begun = performance.now();
      await page.goto(url);
      await page.locator(ready).first().waitFor();
      const readyMs = performance.now() - begun;
      return { readyMs, ...(await page.evaluate(readTimings)) };
    };
    const first = await visit();
    return { first, again: await visit() };
  } finally {
    await context.close();
  }
}

/**
 * Scrolls a long table from its beginning, as fast as a wheel turns, and takes the time between frames.
 *
 * @returns {Promise<{ rows: number, p50: number, p95: number }>} rows that were passed; milliseconds between frames
 */
export async function scrollTable(browser, { url, cookie, ready }, turns) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    await context.addCookies([{ ...cookie, url: new URL(url).origin }]);
    const page = await context.newPage();
    await page.goto(url);
    await page.locator(ready).first().waitFor();
    await page.evaluate(() => {
      window.__frames = [];
      let last = performance.now();
      const tick = (now) => {
        window.__frames.push(now - last);
        last = now;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    await page.locator(ready).first().hover();
    for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, 800);
    await page.waitForFunction(
      () => {
        const frame = document.querySelector('section:has(table)');
        return frame !== null && frame.scrollTop > 0;
      },
      undefined,
      { timeout: 10_000 },
    );
    const { frames, rows } = await page.evaluate(() => ({
      frames: window.__frames,
      rows: Math.max(
        ...[...document.querySelectorAll('tr[aria-rowindex]')].map((row) => Number(row.ariaRowIndex)),
      ),
    }));
    frames.sort((a, b) => a - b);
    const at = (share) => frames[Math.floor(frames.length * share)] ?? 0;
    return { rows, p50: at(0.5), p95: at(0.95) };
  } finally {
    await context.close();
  }
}
