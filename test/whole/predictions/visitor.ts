import { randomUUID } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { generateSync } from 'otplib';
import { responseFor } from '../../../controller/idp/response-model.ts';
import { responseXml } from '../../../controller/idp/response-xml.ts';
import { signXml } from '../../../controller/idp/sign-xml.ts';
import type { KeyPair } from '../../../schemas/contract/self-signed.ts';
import { type TestBrowser, testBrowser } from '../../api/sign-in/browser.ts';
import { appSecret } from './establish.ts';

export const password = 'correct horse battery staple';
const nextPassword = 'quite another heap of words';
const origin = 'http://localhost:8080';

/** Addresses to come from: each network that a case names has some of them, and one is in none. */
const addresses = [
  '192.0.2.10',
  '203.0.113.5',
  '203.0.113.200',
  '198.51.100.7',
  '198.51.100.9',
  '2001:db8::5',
] as const;

export interface IdentityProvider {
  readonly entityId: string;
  readonly key: KeyPair;
}

/** The world outside of the server: browsers, an identity provider, a clock. */
export interface Outside {
  readonly app: FastifyInstance;
  readonly idp: IdentityProvider;
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
}

type Body = {
  readonly stage?: string;
  readonly type?: string;
  readonly secret?: string;
  readonly step?: Body;
};
type Answer = { readonly status: number; readonly body: Body };

export function isIn({ end }: Arrived): boolean {
  return end === 'in';
}

/** The stable part of a problem's type. */
function codeOf({ status, body }: Answer): string {
  const code = body.type?.split('/problems/')[1] ?? body.type?.split('#')[1] ?? body.type;
  return code ?? String(status);
}

/** Tries from one address after the other, as long as it is the network that is not allowed. */
async function fromSomewhere(
  app: FastifyInstance,
  attempt: (browser: TestBrowser) => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly browser: TestBrowser }> {
  let last: { answer: Answer; browser: TestBrowser } | undefined;
  for (const address of addresses) {
    const browser = testBrowser(app, address);
    last = { answer: await attempt(browser), browser };
    if (!codeOf(last.answer).endsWith('/network')) return last;
  }
  if (last === undefined) throw new Error('there is no address');
  return last;
}

function appCode(now: Date, secret: string): string {
  return generateSync({
    secret,
    strategy: 'totp',
    epoch: Math.floor(now.getTime() / 1000),
    algorithm: 'sha1',
    digits: 6,
    period: 30,
  });
}

async function enrol({ now }: Outside, browser: TestBrowser): Promise<Answer> {
  const begun = await browser.post<Body>('/v1/second-factor/app');
  const code = appCode(now(), begun.body.secret ?? '');
  const { status, body } = await browser.post<Body>('/v1/second-factor/app/confirm', { code });
  return { status, body: body.step ?? body };
}

const steps: Readonly<Record<string, (outside: Outside, browser: TestBrowser) => Promise<Answer>>> = {
  'second-factor': ({ now }, browser) =>
    browser.post('/v1/sign-in/second-factor', { code: appCode(now(), appSecret) }),
  'enrol-second-factor': enrol,
  'change-password': (_, browser) => browser.post('/v1/sign-in/password', { password: nextPassword }),
};

/** Goes through all that is still to be done of a sign-in. */
async function goThrough(outside: Outside, first: Answer, browser: TestBrowser): Promise<Arrived> {
  const stages: string[] = [];
  let answer = first;
  while (answer.status === 200) {
    const { stage = '' } = answer.body;
    if (stage === 'complete') return { end: 'in', stages };
    const step = steps[stage];
    if (step === undefined || stages.includes(stage))
      throw new Error(`${stage} comes after ${stages.join()}`);
    stages.push(stage);
    answer = await step(outside, browser);
  }
  return { end: codeOf(answer), stages };
}

/** Signs in by password, from wherever that is allowed. */
export async function byPassword(
  outside: Outside,
  { account, username }: Visitor,
  typed = password,
): Promise<Arrived> {
  const { answer, browser } = await fromSomewhere(outside.app, (one) =>
    one.post<Body>('/v1/sign-in', { organisation: 'acme', account, username, password: typed }),
  );
  return goThrough(outside, answer, browser);
}

/** Accepts an invitation. */
export async function byInvitation(outside: Outside, token: string): Promise<Arrived> {
  const { answer, browser } = await fromSomewhere(outside.app, (one) =>
    one.post<Body>('/v1/invitations/accept', { token, password }),
  );
  return goThrough(outside, answer, browser);
}

/** The answer of the identity provider that he is who he is. */
function answerFor({ idp, now }: Outside, slug: string, nameId: string, location: string) {
  const url = new URL(location);
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  const requestId = /ID="([^"]+)"/.exec(xml)?.[1] ?? '';
  const base = `${origin}/login/saml/${slug}`;
  const model = responseFor(
    { nameId },
    { acsUrl: `${base}/acs`, spEntityId: `${base}/metadata`, requestId },
    { entityId: idp.entityId, now: now(), newId: () => `_${randomUUID()}` },
  );
  return {
    SAMLResponse: Buffer.from(signXml(responseXml(model), 'Assertion', idp.key)).toString('base64'),
    RelayState: url.searchParams.get('RelayState') ?? '',
  };
}

async function ssoFrom(outside: Outside, account: string, nameId: string, remoteAddress: string) {
  const slug = `slug-${account}`;
  const begun = await outside.app.inject({ method: 'GET', url: `/login/saml/${slug}/`, remoteAddress });
  if (begun.statusCode !== 302) return 'sso/not-offered';
  const form = answerFor(outside, slug, nameId, String(begun.headers.location));
  const answer = await outside.app.inject({
    method: 'POST',
    url: `/login/saml/${slug}/acs`,
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    cookies: Object.fromEntries(begun.cookies.map(({ name, value }) => [name, value])),
    payload: new URLSearchParams(form).toString(),
  });
  if (answer.statusCode === 303) return 'in';
  return answer.payload.includes('not sign in from this network') ? 'sign-in/network' : answer.payload;
}

/** Signs in by the identity provider, from wherever that is allowed. */
export async function bySso(outside: Outside, { account }: Visitor, nameId: string): Promise<Arrived> {
  let end = '';
  for (const address of addresses) {
    end = await ssoFrom(outside, account, nameId, address);
    if (end !== 'sign-in/network') break;
  }
  return { end, stages: [] };
}

/** Whether a session still opens anything, from wherever that is allowed. */
export async function sessionLives({ app }: Outside, token: string): Promise<boolean> {
  const { answer } = await fromSomewhere(app, (browser) => {
    browser.cookies.set('bylaw_session', token);
    return browser.get<Body>('/v1/sign-in');
  });
  return answer.status === 200 || codeOf(answer).endsWith('/network');
}
