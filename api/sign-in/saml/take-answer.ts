import type { VerifiedResponse } from '../../identity/saml/verify-response.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import { type Arrival, refuseAnswer } from './refuse-answer.ts';
import { consume, findRequest, type Outstanding } from './requests.ts';

/** What a browser brings back from the identity provider. */
export interface AnswerForm {
  /** `SAMLResponse`, whatever it is. */
  readonly response: unknown;
  readonly relayState: string;
  /** Of the cookie that the browser was sent away with. */
  readonly browserToken: string | null;
}

/** An answer that was checked, and the request that it is to. Both are used up. */
export interface Answered {
  readonly request: Outstanding;
  readonly verified: VerifiedResponse;
}

/**
 * Checks an answer as a whole, and uses the request and the assertion up.
 * @throws Refusal 403; the audit log says which check failed
 */
export async function takeAnswer(deps: SignInDeps, arrival: Arrival, form: AnswerForm): Promise<Answered> {
  const { found } = arrival;
  const now = deps.now();
  const { relayState: id, browserToken } = form;
  const request =
    browserToken === null
      ? undefined
      : await deps.database.lookUp((tx) => findRequest(tx, found, { id, browserToken, now }));
  if (request === undefined) {
    const detail = 'there is no request in this browser that waits for an answer';
    return refuseAnswer(deps, arrival, 'saml/no-request', detail);
  }
  const { requestId } = request;
  const verdict = await deps.verifyResponse(form.response, found.connection, { requestId, now });
  if ('refused' in verdict) {
    const { check, detail } = verdict.refused;
    return refuseAnswer(deps, arrival, check, detail);
  }
  const { verified } = verdict;
  const assertion = { id: verified.assertionId, expires: verified.assertionExpires };
  const fresh = await deps.database.write((tx) => consume(tx, found, request, assertion, now));
  if (!fresh) return refuseAnswer(deps, arrival, 'saml/replay', 'the answer was used before');
  return { request, verified };
}
