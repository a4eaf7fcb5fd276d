import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FetchText } from '../identity/guarded-fetch.ts';
import { openSession } from '../identity/sessions/authenticate-session.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import type { MessageGateway } from '../notifications/gateway.ts';
import { Refusal } from '../request/refusal.ts';
import type { SignInStep } from '../sign-in/password-sign-in.ts';
import { pointOutUnusual } from '../sign-in/point-out-unusual.ts';
import type { Browser, SignInDeps } from '../sign-in/sign-in-deps.ts';
import { assertOwnOrigin, browserOf } from './browser.ts';
import type { Cookies } from './cookies.ts';
import type { LimitSignIn } from './sign-in-limit.ts';

/** What the routes of signing in call. */
export interface SignInServices {
  readonly deps: SignInDeps;
  readonly cookies: Cookies;
  readonly limit: LimitSignIn;
  /** null: no text messages are sent. */
  readonly gateway: MessageGateway | null;
  /** Reads the metadata of identity providers. */
  readonly fetchText: FetchText;
  /** Does something beside the answer; the server waits for it when it stops. */
  readonly beside: (work: Promise<unknown>) => void;
}

/**
 * The session of a request, in whatever stage: for the steps of a sign-in.
 * @throws Refusal 401 without one; 403 from a page of another site
 */
export async function sessionOf(
  { deps, cookies }: SignInServices,
  request: FastifyRequest,
): Promise<{ readonly session: SessionRow; readonly browser: Browser }> {
  const browser = browserOf(request, cookies);
  const token = cookies.read(request, 'session');
  if (token === null)
    throw new Refusal(401, 'session/none', 'There is no such session.', { remedy: 'sign in' });
  assertOwnOrigin(request, deps.publicUrl);
  const session = await openSession(deps, { token, ip: browser.ip, requestId: request.id });
  return { session, browser };
}

/** What everybody gets to know of a step: the stage, and who he is. */
export interface StepAnswer {
  readonly stage: SignInStep['stage'];
  readonly organisation: string;
  readonly account: string;
  readonly username: string;
}

/** Hands the step's tokens to the browser. */
export function answerStep(
  { cookies, deps, beside }: SignInServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { token, deviceToken, stage, candidate }: SignInStep,
): StepAnswer {
  cookies.set(reply, 'session', token);
  if (deviceToken !== null) cookies.set(reply, 'device', deviceToken);
  if (stage === 'complete') beside(pointOutUnusual(deps, candidate, browserOf(request, cookies), deps.now()));
  const { organisation, account, username } = candidate;
  return { stage, organisation, account, username };
}
