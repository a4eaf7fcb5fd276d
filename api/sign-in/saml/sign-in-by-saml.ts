import { type Claims, readClaims } from '../../identity/saml/claims.ts';
import { Refusal } from '../../request/refusal.ts';
import type { SignInStep } from '../password-sign-in.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import { admitUser } from './admit-user.ts';
import { createSsoUser } from './create-user.ts';
import { linkedUser, type Matched, matchUser } from './match-user.ts';
import { type Arrival, refuseAnswer } from './refuse-answer.ts';
import type { Outstanding } from './requests.ts';
import { type GroupSync, syncGroups } from './sync-groups.ts';
import { type AnswerForm, takeAnswer } from './take-answer.ts';
import { type SamlTest, testSignIn } from './test-sign-in.ts';

/** What an identity provider's answer brought: a session, or, for a test, what was found. */
export interface SamlOutcome {
  readonly request: Outstanding;
  readonly step: SignInStep | null;
  readonly test: SamlTest | null;
  readonly sync: GroupSync | null;
}

/** The user of a verified NameID, made where the account wants that. */
async function userOf(deps: SignInDeps, arrival: Arrival, nameId: string, claims: Claims): Promise<Matched> {
  const { found } = arrival;
  // Nearly everybody has signed in before.
  const linked = await deps.database.lookUp((tx) => linkedUser(tx, found, nameId));
  if (linked !== undefined) return { user: linked, by: 'link' };
  const match = await deps.database.snapshot((tx) => matchUser(tx, found, nameId));
  if ('user' in match) return match;
  if ('linkedToOther' in match) {
    const detail = `${match.linkedToOther.username} is linked to another NameID`;
    return refuseAnswer(deps, arrival, 'saml/linked-to-other', detail);
  }
  if (found.sso['autoCreateUsers'] !== true)
    return refuseAnswer(deps, arrival, 'saml/unknown-user', `no user fits the NameID ${nameId}`);
  const user = await createSsoUser(deps, found, nameId, claims).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return refuseAnswer(deps, arrival, 'saml/user-not-made', error.message);
  });
  return { user, by: 'made' };
}

/**
 * Takes an identity provider's answer at the assertion consumer service: checks it by the whole list, finds or makes the user, syncs his
 * groups, and begins a session; for a test it only shows what was found.
 *
 * @throws Refusal 403; the audit log says which check failed, the person gets a plain sentence
 */
export async function signInBySaml(
  deps: SignInDeps,
  arrival: Arrival,
  form: AnswerForm,
): Promise<SamlOutcome> {
  const { request, verified } = await takeAnswer(deps, arrival, form);
  const claims = readClaims(verified.attributes);
  if (request.purpose === 'test') {
    const test = await testSignIn(deps, arrival.found, verified, claims);
    return { request, step: null, test, sync: null };
  }
  const matched = await userOf(deps, arrival, verified.nameId, claims);
  const sync = await syncGroups(deps, arrival.found, matched.user, claims.groups);
  return { request, step: await admitUser(deps, arrival, matched, verified), test: null, sync };
}
