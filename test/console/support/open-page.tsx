import { notifications } from '@mantine/notifications';
import axe from 'axe-core';
import type { FastifyInstance } from 'fastify';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, vi } from 'vitest';
import { App } from '../../../console/app.tsx';
import { createQueryClient } from '../../../console/client/query-client.ts';
import { createConsoleRouter } from '../../../console/router/router.ts';
import type { Language } from '../../../console/texts/languages.ts';
import { speak } from '../../../console/texts/start-texts.ts';
import type { TestBrowser } from '../../api/sign-in/browser.ts';

const shown: Root[] = [];

afterEach(() => {
  // What was said of one page is not to be heard on the next.
  notifications.clean();
  for (const root of shown.splice(0)) root.unmount();
  document.body.replaceChildren();
});

/** The page's requests go into the server, with the cookies and the origin that a browser would send. */
function fetchInto(app: FastifyInstance, browser: TestBrowser): typeof fetch {
  return async (input, init) => {
    const request = input instanceof Request ? input : new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = await request.text();
    const answer = await app.inject({
      method: request.method as 'GET',
      url: pathname + search,
      headers: { ...Object.fromEntries(request.headers), origin: 'http://localhost:8080' },
      cookies: Object.fromEntries(browser.cookies),
      ...(body === '' ? {} : { payload: body }),
    });
    const noBody = answer.statusCode === 204 || answer.statusCode === 304;
    return new Response(noBody ? null : new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers: { 'content-type': String(answer.headers['content-type'] ?? '') },
    });
  };
}

export interface OpenPage {
  /** What people read on it. */
  text(): string;
  /** Waits until a text stands on the page. */
  sees(text: string | RegExp): Promise<void>;
  /** A button, link, field or tab by what a screen reader calls it. */
  find(role: string, name: string | RegExp): Promise<HTMLElement>;
  click(role: string, name: string | RegExp): Promise<void>;
  type(label: string | RegExp, text: string): Promise<void>;
  typeInto(input: HTMLInputElement | undefined, text: string): Promise<void>;
  /** Where the address bar is. */
  address(): string;
  /** What axe finds serious or critical. Contrast is looked at in a real browser. */
  axe(): Promise<readonly string[]>;
}

const isName = (name: string | RegExp, found: string): boolean =>
  typeof name === 'string' ? found === name : name.test(found);

const tagsOf: Readonly<Record<string, string>> = {
  button: 'button, [role="button"], input[type="button"]',
  link: 'a[href]',
  textbox: 'input:not([type="checkbox"]):not([type="radio"]), textarea',
  checkbox: 'input[type="checkbox"], [role="checkbox"]',
  switch: '[role="switch"]',
  radio: 'input[type="radio"]',
  tab: '[role="tab"]',
  heading: 'h1, h2, h3, h4',
  menuitem: '[role="menuitem"]',
  option: '[role="option"]',
};

function nameOf(element: Element): string {
  const labelledBy = element.getAttribute('aria-labelledby');
  const label =
    element.getAttribute('aria-label') ??
    (labelledBy === null ? null : (document.getElementById(labelledBy)?.textContent ?? null)) ??
    (element as HTMLInputElement).labels?.[0]?.textContent ??
    element.textContent;
  return (label ?? '').replace(/ \*$/, '').trim();
}

/** Where somebody looks: in the dialog that is open on top, and what has opened from it, then on the whole page. */
function places(): readonly ParentNode[] {
  const dialogs = [...document.querySelectorAll('[role="dialog"]')];
  return [...dialogs.slice(-1), document];
}

async function findElement(role: string, name: string | RegExp): Promise<HTMLElement> {
  const selector = tagsOf[role] ?? `[role="${role}"]`;
  return vi.waitFor(
    () => {
      const all = places().flatMap((place) => [...place.querySelectorAll<HTMLElement>(selector)]);
      const found = all.find((element) => isName(name, nameOf(element)));
      if (found === undefined)
        throw new Error(`no ${role} ${String(name)} among: ${all.map(nameOf).join(' | ')}`);
      return found;
    },
    { timeout: 10_000 },
  );
}

/** What is disabled cannot be clicked: one waits, as for what loads. */
async function clickElement(role: string, name: string | RegExp): Promise<void> {
  await vi.waitFor(
    async () => {
      const found = await findElement(role, name);
      if (found.matches(':disabled, [data-disabled="true"]'))
        throw new Error(`${role} ${String(name)} is disabled`);
      found.click();
    },
    { timeout: 10_000 },
  );
}

/** React listens to the value's own setter. */
function setValue(element: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype =
    element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  element.focus();
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, text);
  // Fields that write figures in order ask where one types.
  if (element.type === 'text') element.setSelectionRange(text.length, text.length);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

/** What people read: texts, without styles. */
function seenText(): string {
  const copy = document.body.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll('style, script')) hidden.remove();
  return copy.textContent ?? '';
}

async function problems(): Promise<readonly string[]> {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

/** What is still found when the page has come to rest: a dialog that is just opening has no name yet. */
async function settledProblems(): Promise<readonly string[]> {
  const settled = async (): Promise<void> => {
    const found = await problems();
    if (found.length > 0) throw new Error(found.join('\n'));
  };
  return vi.waitFor(settled, { timeout: 20_000, interval: 200 }).then(
    () => [],
    (error: Error) => [error.message],
  );
}

/** Opens a page of the console as a person, over a real server. */
export async function openPage(
  app: FastifyInstance,
  browser: TestBrowser,
  path: string,
  language: Language = 'en',
): Promise<OpenPage> {
  globalThis.fetch = fetchInto(app, browser);
  window.history.replaceState(null, '', `/console${path}`);
  await speak(language);
  const place = document.createElement('div');
  document.body.append(place);
  const queries = createQueryClient();
  const root = createRoot(place);
  shown.push(root);
  root.render(<App queries={queries} router={createConsoleRouter(queries)} />);
  await findElement('heading', /./);
  return {
    text: seenText,
    sees: (text) =>
      vi.waitFor(
        () => {
          const seen = seenText();
          if (typeof text === 'string' ? !seen.includes(text) : !text.test(seen))
            throw new Error(`${String(text)} is not on the page: ${seen.slice(-1500)}`);
        },
        { timeout: 10_000 },
      ),
    find: findElement,
    click: clickElement,
    type: async (label, text) => setValue((await findElement('textbox', label)) as HTMLInputElement, text),
    typeInto: async (input, text) => {
      if (input === undefined) throw new Error('there is nothing to type into');
      setValue(input, text);
    },
    address: () => window.location.pathname + window.location.search,
    axe: settledProblems,
  };
}
