import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import {
  authenticationOptions,
  registrationOptions,
  relyingParty,
  verifyAuthentication,
  verifyRegistration,
} from '../identity/second-factor/passkey.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { Refusal } from '../request/refusal.ts';
import { advance, assertStage, candidateOf } from './advance.ts';
import { assertOwner, type Enrolled, enrolled } from './enrol-second-factor.ts';
import { passSecondFactor } from './give-second-factor.ts';
import { insertPasskey, noteUse, readPasskeys, storeChallenge, takeChallenge } from './passkey-store.ts';
import type { SignInStep } from './password-sign-in.ts';
import { noteFactorGiven } from './second-factor-store.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

function notAccepted(): Refusal {
  return new Refusal(422, 'second-factor/passkey-refused', 'The passkey could not be checked.', {
    remedy: 'begin again, on the address of this server',
  });
}

/**
 * What the browser needs to make a passkey, as a step of the sign-in or in the profile, where the password is asked for again.
 * @throws Refusal 403 `password/wrong`; 409 in another stage
 */
export async function beginPasskey(
  deps: SignInDeps,
  session: SessionRow,
  password: string | null,
  browser: Browser,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  assertStage(session, 'enrol-second-factor', 'complete');
  await assertOwner(deps, session, password, browser);
  const known = await deps.database.snapshot((tx) => readPasskeys(tx, session));
  const options = await registrationOptions(relyingParty(deps.publicUrl), session, known);
  await deps.database.write((tx) => storeChallenge(tx, session, options.challenge));
  return options;
}

/** Keeps the passkey that the browser made. Recovery codes come with the first second factor only. @throws Refusal 422, 409 */
export async function confirmPasskey(
  deps: SignInDeps,
  session: SessionRow,
  { name, response }: { readonly name: string; readonly response: RegistrationResponseJSON },
  browser: Browser,
): Promise<Enrolled> {
  assertStage(session, 'enrol-second-factor', 'complete');
  const taken = await deps.database.write((tx) => takeChallenge(tx, session));
  const party = relyingParty(deps.publicUrl);
  const passkey = taken ? await verifyRegistration(party, session.challenge ?? '', response) : null;
  if (passkey === null) throw notAccepted();
  return deps.database.write(async (tx) => {
    const candidate = await candidateOf(tx, session);
    const first = candidate.secondFactorEnrolledAt === null;
    const kept = { id: deps.newId(), name, at: deps.now().toISOString(), passkey };
    if (!(await insertPasskey(tx, session, kept))) throw notAccepted();
    const recoveryCodes = first ? await enrolled(tx, deps, candidate, browser, 'passkey') : [];
    await noteFactorGiven(tx, session);
    const signingIn = session.stage === 'enrol-second-factor';
    const step = signingIn ? await advance(tx, deps, session, { secondFactor: true, browser }) : null;
    return { recoveryCodes, step };
  });
}

/** What the browser needs to use a passkey as the second step of a sign-in. */
export async function askPasskey(
  deps: SignInDeps,
  session: SessionRow,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  assertStage(session, 'second-factor');
  const known = await deps.database.snapshot((tx) => readPasskeys(tx, session));
  const options = await authenticationOptions(relyingParty(deps.publicUrl), known);
  await deps.database.write((tx) => storeChallenge(tx, session, options.challenge));
  return options;
}

/** The second step by passkey. @throws Refusal 401 `sign-in/wrong-code`; 409 in another stage */
export async function givePasskey(
  deps: SignInDeps,
  session: SessionRow,
  response: AuthenticationResponseJSON,
  browser: Browser,
): Promise<SignInStep> {
  assertStage(session, 'second-factor');
  const known = await deps.database.snapshot((tx) => readPasskeys(tx, session));
  const taken = await deps.database.write((tx) => takeChallenge(tx, session));
  const party = relyingParty(deps.publicUrl);
  const used = taken ? await verifyAuthentication(party, session.challenge ?? '', response, known) : null;
  const passkey = known.find(({ credentialId }) => credentialId === used?.credentialId);
  return passSecondFactor(deps, session, browser, async (tx) => {
    if (used === null || passkey === undefined) return false;
    return noteUse(tx, session, passkey, { counter: used.counter, at: deps.now().toISOString() });
  });
}
