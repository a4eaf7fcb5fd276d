import { recordEntries } from '../../audit/record.ts';
import type { Tx } from '../../database/transaction.ts';
import { newLinkToken } from '../../identity/api-key.ts';
import { type Claims, readClaims } from '../../identity/saml/claims.ts';
import { type VerifiedResponse, verifyResponse } from '../../identity/saml/verify-response.ts';
import { insertSession } from '../../identity/sessions/session-store.ts';
import { noteTested } from '../../identity/sso/sso-state.ts';
import { Refusal } from '../../request/refusal.ts';
import { systemContext } from '../../request/system-context.ts';
import { isQuiet, obstacleTo } from '../admission.ts';
import { type Candidate, readCandidate } from '../candidate.ts';
import { completeSignIn } from '../complete-sign-in.ts';
import { isSpared } from '../last-manager.ts';
import { recordFailure, type SignInStep } from '../password-sign-in.ts';
import type { Browser, SignInDeps } from '../sign-in-deps.ts';
import { createSsoUser } from './create-user.ts';
import type { AccountSso } from './find-connection.ts';
import { linkUser, type Match, matchUser } from './match-user.ts';
import { consume, findRequest, type Outstanding } from './requests.ts';
import { reviewRequirement } from './review-requirement.ts';
import { type GroupSync, syncGroups } from './sync-groups.ts';

/** What an identity provider's answer brought: a session, or, for a test, what was found. */
export interface SamlOutcome {
  readonly request: Outstanding;
  readonly step: SignInStep | null;
  readonly test: SamlTest | null;
}

/** What a test sign-in shows. */
export interface SamlTest {
  readonly nameId: string;
  readonly attributes: readonly (readonly [name: string, values: readonly string[]])[];
  readonly user: string | null;
  readonly matchedBy: string | null;
  readonly groups: readonly string[] | null;
  readonly problem: string | null;
}

/** Refuses with the failed check for the audit log, and nothing but a plain sentence for the person. */
async function refuse(
  deps: SignInDeps,
  found: AccountSso,
  browser: Browser,
  check: string,
  detail: string,
): Promise<never> {
  const { organisationId, organisation, account } = found;
  const context = {
    ...systemContext(organisationId, organisation),
    ip: browser.ip,
    requestId: browser.requestId,
  };
  await deps.database.write((tx) =>
    recordEntries(tx, deps, context, [
      {
        item: 'User',
        action: 'Login',
        status: 'failure',
        description: `User login failed (single sign-on; ${check})`,
        account,
        address: `SingleSignOn/${account}`,
        detail: { check, reason: detail },
      },
    ]),
  );
  throw new Refusal(403, 'sign-in/sso-refused', 'Single sign-on did not work.', {
    remedy:
      'try again from the sign-in address of your account; if it fails again, tell your administrator the reference number',
  });
}

interface Answered {
  readonly request: Outstanding;
  readonly verified: VerifiedResponse;
}

/** Checks the answer as a whole, and uses the request and the assertion up. */
async function verify(
  deps: SignInDeps,
  found: AccountSso,
  form: { readonly response: unknown; readonly relayState: string },
  browserToken: string | null,
  browser: Browser,
): Promise<Answered> {
  const now = deps.now();
  const request =
    browserToken === null
      ? undefined
      : await deps.database.snapshot((tx) =>
          findRequest(tx, found, { id: form.relayState, browserToken, now }),
        );
  if (request === undefined) {
    return refuse(
      deps,
      found,
      browser,
      'saml/no-request',
      'there is no request in this browser that waits for an answer',
    );
  }
  const verdict = await verifyResponse(form.response, found.connection, {
    requestId: request.requestId,
    now,
  });
  if ('refused' in verdict)
    return refuse(deps, found, browser, verdict.refused.check, verdict.refused.detail);
  const { verified } = verdict;
  const assertion = { id: verified.assertionId, expires: verified.assertionExpires };
  const fresh = await deps.database.write((tx) => consume(tx, found, request, assertion, now));
  if (!fresh) return refuse(deps, found, browser, 'saml/replay', 'the answer was used before');
  return { request, verified };
}

function testOf(
  match: Match,
  { nameId, attributes }: VerifiedResponse,
  claims: Claims,
  autoCreate: boolean,
): SamlTest {
  const candidate = 'candidate' in match ? match.candidate : null;
  const problem =
    'linkedToOther' in match
      ? `${match.linkedToOther.username} is linked to another NameID`
      : candidate === null && !autoCreate
        ? 'no user fits, and users are not made by sign-ins'
        : null;
  return {
    nameId,
    attributes: [...attributes],
    user: candidate?.username ?? null,
    matchedBy: 'candidate' in match ? match.by : null,
    groups: claims.groups?.map(({ value }) => value) ?? null,
    problem,
  };
}

/** The user of a verified NameID, made where the account wants that. */
async function userOf(
  deps: SignInDeps,
  found: AccountSso,
  { nameId }: VerifiedResponse,
  claims: Claims,
  browser: Browser,
): Promise<Candidate> {
  const match = await deps.database.snapshot((tx) => matchUser(tx, found, nameId));
  if ('candidate' in match) return match.candidate;
  if ('linkedToOther' in match) {
    return refuse(
      deps,
      found,
      browser,
      'saml/linked-to-other',
      `${match.linkedToOther.username} is linked to another NameID`,
    );
  }
  if (found.sso['autoCreateUsers'] !== true) {
    return refuse(deps, found, browser, 'saml/unknown-user', `no user fits the NameID ${nameId}`);
  }
  return createSsoUser(deps, found, nameId, claims).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return refuse(deps, found, browser, 'saml/user-not-made', error.message);
  });
}

async function beginSsoSession(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  verified: VerifiedResponse,
  browser: Browser,
): Promise<SignInStep> {
  const { token, hash } = newLinkToken();
  await insertSession(tx, {
    organisationId: candidate.organisationId,
    id: deps.newId(),
    userId: candidate.userId,
    tokenHash: hash,
    stage: 'complete',
    method: 'sso',
    at: deps.now().toISOString(),
    notAfter: verified.sessionNotOnOrAfter?.toISOString() ?? null,
    ip: browser.ip,
    userAgent: browser.userAgent,
    saml: { nameId: verified.nameId, session: verified.sessionIndex ?? null },
  });
  const deviceToken = await completeSignIn(tx, deps, candidate, { method: 'sso', browser });
  return { token, stage: 'complete', candidate, deviceToken };
}

async function admit(
  deps: SignInDeps,
  found: AccountSso,
  candidate: Candidate,
  verified: VerifiedResponse,
  browser: Browser,
): Promise<SignInStep> {
  const { organisationId, userId } = candidate;
  const outcome = await deps.database.write(async (tx) => {
    const now = deps.now();
    const current = (await readCandidate(tx, organisationId, userId)) ?? candidate;
    const spared = isQuiet(current, now) && (await isSpared(tx, organisationId, userId, now));
    const obstacle = obstacleTo(current, { method: 'sso', ip: browser.ip, now, spared });
    if (obstacle !== null) {
      await recordFailure(tx, deps, current, browser, obstacle.reason);
      return obstacle;
    }
    await linkUser(tx, found, { nameId: verified.nameId, userId, at: now.toISOString() });
    const step = await beginSsoSession(tx, deps, current, verified, browser);
    await noteTested(tx, deps, found, current.username);
    await reviewRequirement(tx, deps, found);
    return step;
  });
  if ('token' in outcome) return outcome;
  throw new Refusal(403, outcome.code, outcome.detail, { remedy: outcome.remedy });
}

async function test(
  deps: SignInDeps,
  found: AccountSso,
  verified: VerifiedResponse,
  claims: Claims,
): Promise<SamlTest> {
  return deps.database.write(async (tx) => {
    const match = await matchUser(tx, found, verified.nameId);
    const result = testOf(match, verified, claims, found.sso['autoCreateUsers'] === true);
    if (result.problem === null) {
      await noteTested(tx, deps, found, result.user ?? verified.nameId);
      await reviewRequirement(tx, deps, found);
    }
    return result;
  });
}

/**
 * Takes an identity provider's answer at the assertion consumer service: checks it by the whole list, finds or makes the user, syncs his
 * groups, and begins a session; for a test it only shows what was found.
 *
 * @throws Refusal 403; the audit log says which check failed, the person gets a plain sentence
 */
export async function signInBySaml(
  deps: SignInDeps,
  found: AccountSso,
  form: { readonly response: unknown; readonly relayState: string },
  browserToken: string | null,
  browser: Browser,
): Promise<SamlOutcome & { readonly sync: GroupSync | null }> {
  const { request, verified } = await verify(deps, found, form, browserToken, browser);
  const claims = readClaims(verified.attributes);
  if (request.purpose === 'test') {
    return { request, step: null, test: await test(deps, found, verified, claims), sync: null };
  }
  const candidate = await userOf(deps, found, verified, claims, browser);
  const sync = await syncGroups(deps, found, candidate, claims.groups);
  return { request, step: await admit(deps, found, candidate, verified, browser), test: null, sync };
}
