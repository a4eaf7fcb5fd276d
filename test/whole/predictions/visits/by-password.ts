import { generateSync } from 'otplib';
import type { TestBrowser } from '../../../api/sign-in/browser.ts';
import type { SoftwareAuthenticator } from '../../../support/software-authenticator.ts';
import { appSecret } from '../state/write-factors.ts';
import {
  type Answer,
  type Arrived,
  arrived,
  codeOf,
  fromSomewhere,
  fromWrongNetwork,
  type Outside,
  password,
  refused,
  type Visitor,
} from './visitor.ts';

const nextPassword = 'quite another heap of words';

interface Step {
  readonly stage?: string;
  readonly type?: string;
  readonly secret?: string;
  readonly step?: Step;
}

interface Way {
  readonly outside: Outside;
  readonly browser: TestBrowser;
  readonly username: string | null;
}

function appCode({ now }: Outside, secret: string): string {
  return generateSync({
    secret,
    strategy: 'totp',
    epoch: Math.floor(now().getTime() / 1000),
    algorithm: 'sha1',
    digits: 6,
    period: 30,
  });
}

async function enrol({ outside, browser }: Way): Promise<Answer<Step>> {
  const begun = await browser.post<Step>('/v1/second-factor/app');
  const code = appCode(outside, begun.body.secret ?? '');
  const { status, body } = await browser.post<Step>('/v1/second-factor/app/confirm', { code });
  return { status, body: body.step ?? body };
}

async function giveFactor({ outside, browser, username }: Way): Promise<Answer<Step>> {
  const key = username === null ? undefined : outside.keyOf(username);
  if (key === undefined)
    return browser.post('/v1/sign-in/second-factor', { code: appCode(outside, appSecret) });
  const asked = await browser.post<Parameters<SoftwareAuthenticator['get']>[0]>('/v1/sign-in/passkey');
  return browser.post('/v1/sign-in/passkey/confirm', { response: key.get(asked.body) });
}

const steps: Readonly<Record<string, (way: Way) => Promise<Answer<Step>>>> = {
  'second-factor': giveFactor,
  'enrol-second-factor': enrol,
  'change-password': ({ browser }) => browser.post('/v1/sign-in/password', { password: nextPassword }),
};

/** Goes through all that is still to be done of a sign-in. */
async function goThrough(way: Way, first: Answer<Step>): Promise<Arrived> {
  const stages: string[] = [];
  let answer = first;
  while (answer.status === 200) {
    const { stage = '' } = answer.body;
    if (stage === 'complete') return arrived(way.browser, stages);
    const step = steps[stage];
    if (step === undefined || stages.includes(stage))
      throw new Error(`${stage} comes after ${stages.join()}`);
    stages.push(stage);
    answer = await step(way);
  }
  return refused(codeOf(answer), stages);
}

/** What is typed, and from which browser: a stranger's where no token of a known one is given. */
export interface Attempt {
  readonly password?: string;
  readonly device?: string;
}

/** Signs in by password, from wherever that is allowed. */
export async function byPassword(
  outside: Outside,
  { account, username }: Visitor,
  { password: typed = password, device }: Attempt = {},
): Promise<Arrived> {
  const { answer, browser } = await fromSomewhere(outside, fromWrongNetwork, (one) => {
    if (device !== undefined) one.cookies.set('bylaw_device', device);
    return one.post<Step>('/v1/sign-in', { organisation: 'acme', account, username, password: typed });
  });
  return goThrough({ outside, browser, username }, answer);
}

/** Accepts an invitation. */
export async function byInvitation(outside: Outside, token: string): Promise<Arrived> {
  const { answer, browser } = await fromSomewhere(outside, fromWrongNetwork, (one) =>
    one.post<Step>('/v1/invitations/accept', { token, password }),
  );
  return goThrough({ outside, browser, username: null }, answer);
}
