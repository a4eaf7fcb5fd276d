import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { RealServer } from './real-server.ts';
import type { SignedIn } from './real-world.ts';

const executablePath = process.env['BYLAW_CHROMIUM'] ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium; BYLAW_CHROMIUM names another. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args });
}

const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;

interface Looks {
  readonly size?: keyof typeof sizes;
  readonly scheme?: 'light' | 'dark';
  readonly language?: string;
}

/** A window of its own, as somebody or as nobody. Everything that the page complains about is kept. */
export async function openWindow(
  browser: Browser,
  { url }: Pick<RealServer, 'url'>,
  person: SignedIn | null,
  { size = 'desktop', scheme = 'light', language = 'en-GB' }: Looks = {},
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: sizes[size],
    colorScheme: scheme,
    locale: language,
    reducedMotion: 'reduce',
  });
  const [name = '', value = ''] = person?.cookie.split('=') ?? [];
  if (person !== null) await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, context, complaints };
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds serious or critical in a real page, contrast included. */
export async function axeProblems(page: Page): Promise<readonly string[]> {
  // Evaluated from outside: the page's own policy lets in no script of a stranger.
  const { readFile } = await import('node:fs/promises');
  await page.evaluate(await readFile(axeFile, 'utf8'));
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
