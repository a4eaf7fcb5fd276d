import type { FastifyInstance } from 'fastify';
import { type TestBrowser, testBrowser } from '../../../api/sign-in/browser.ts';
import type { SoftwareAuthenticator } from '../../../support/software-authenticator.ts';
import type { IdentityProvider } from './identity-provider.ts';

/** Of everybody. */
export const password = 'correct horse battery staple';

/** The world outside of the server: browsers, security keys, an identity provider, a clock. */
export interface Outside {
  readonly app: FastifyInstance;
  readonly idp: IdentityProvider;
  /** To come from, one after the other. */
  readonly addresses: readonly string[];
  /** The security key of somebody who uses it as his second factor; undefined: he uses his app. */
  keyOf(username: string): SoftwareAuthenticator | undefined;
  now(): Date;
  /** Does something at another time. */
  at<T>(time: Date, work: () => Promise<T>): Promise<T>;
}

/** Who signs in, and where. */
export interface Visitor {
  readonly account: string;
  readonly username: string;
}

/** How a way in ended. `in`: a complete session. Else the code of the refusal. */
export interface Arrived {
  readonly end: string;
  /** What had to be done on the way: `second-factor`, `enrol-second-factor`, `change-password`. */
  readonly stages: readonly string[];
  /** Where the session is open; null: there is none. */
  readonly browser: TestBrowser | null;
}

export interface Answer<Body = { readonly type?: string }> {
  readonly status: number;
  readonly body: Body;
}

export function isIn({ end }: Pick<Arrived, 'end'>): boolean {
  return end === 'in';
}

/** Without a session, for this reason. */
export function refused(end: string, stages: readonly string[] = []): Arrived {
  return { end, stages, browser: null };
}

/** The stable part of a problem's type. @throws where the server is at fault, which is no refusal */
export function codeOf({ status, body }: Answer): string {
  if (status >= 500) throw new Error(`the server answers ${status}: ${JSON.stringify(body)}`);
  const code = body.type?.split('/problems/')[1] ?? body.type?.split('#')[1] ?? body.type;
  return code ?? String(status);
}

/** In, by this browser. */
export function arrived(browser: TestBrowser, stages: readonly string[] = []): Arrived {
  return { end: 'in', stages, browser };
}

/** What the session of an arrival may do, sorted; null: there is none. */
export async function permissionsOf({ browser }: Arrived): Promise<readonly string[] | null> {
  if (browser === null) return null;
  const { status, body } = await browser.get<{ permissions?: readonly string[] }>('/v1/whoami');
  // It refuses whoever holds no permission at all.
  if (status === 403) return [];
  if (status !== 200 || body.permissions === undefined) throw new Error(`whoami answers ${status}`);
  return body.permissions;
}

/** Tries from one address after the other, as long as it is the network that is not allowed. */
export async function fromSomewhere<T>(
  { app, addresses }: Outside,
  isNetwork: (answer: T) => boolean,
  attempt: (browser: TestBrowser) => Promise<T>,
): Promise<{ readonly answer: T; readonly browser: TestBrowser }> {
  let last: { answer: T; browser: TestBrowser } | undefined;
  for (const address of addresses) {
    const browser = testBrowser(app, address);
    last = { answer: await attempt(browser), browser };
    if (!isNetwork(last.answer)) return last;
  }
  if (last === undefined) throw new Error('there is no address');
  return last;
}

/** The answer says that this network is not allowed. */
export function fromWrongNetwork(answer: Answer): boolean {
  return codeOf(answer).endsWith('/network');
}

/** Whether a session still opens anything, from wherever that is allowed. */
export async function sessionLives(outside: Outside, token: string): Promise<boolean> {
  const { answer } = await fromSomewhere(outside, fromWrongNetwork, (browser) => {
    browser.cookies.set('bylaw_session', token);
    return browser.get('/v1/sign-in');
  });
  return answer.status === 200 || fromWrongNetwork(answer);
}
