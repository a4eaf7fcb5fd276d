import { recordEntries } from '../audit/record.ts';
import type { Tx } from '../database/transaction.ts';
import { qrPng, qrSvg } from '../identity/second-factor/qr-code.ts';
import { newRecoveryCodes } from '../identity/second-factor/recovery-codes.ts';
import { newSecret, otpauthUri } from '../identity/second-factor/totp.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { Refusal } from '../request/refusal.ts';
import { advance, assertStage, candidateOf } from './advance.ts';
import type { Candidate } from './candidate.ts';
import { assertPassword } from './change-password.ts';
import { contextOf } from './context.ts';
import { takeAppCode } from './give-second-factor.ts';
import type { SignInStep } from './password-sign-in.ts';
import { markEnrolled, noteFactorGiven, replaceRecoveryCodes, storeSecret } from './second-factor-store.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

/** What an authenticator app needs; shown once. */
export interface AppEnrolment {
  /** base32, to type where no camera is. */
  readonly secret: string;
  readonly uri: string;
  /** A QR code of the address: PNG as a data URL, and SVG. */
  readonly png: string;
  readonly svg: string;
}

function alreadyEnrolled(): Refusal {
  return new Refusal(409, 'second-factor/enrolled', 'There is a second factor already.', {
    remedy: 'have it reset by an Account Manager, or remove it in your profile',
  });
}

function wrongCode(): Refusal {
  return new Refusal(
    422,
    'second-factor/wrong-code',
    'The code is not the one that the app should show now.',
    {
      remedy: 'check the clock of the phone, and type the code that it shows',
    },
  );
}

/**
 * Whoever finds an open session must not be able to make himself a second factor: in the profile the password is asked for again. As a step
 * of the sign-in it was given a moment ago.
 */
export async function assertOwner(
  deps: SignInDeps,
  session: SessionRow,
  password: string | null,
  browser: Browser,
): Promise<void> {
  if (session.stage !== 'complete') return;
  const candidate = await deps.database.snapshot((tx) => candidateOf(tx, session));
  await assertPassword(deps, candidate, password ?? '', browser);
}

/**
 * Begins the enrolment of an app: it counts once a code of it was given.
 * @throws Refusal 403 `password/wrong`; 409 where there is a second factor, or in another stage
 */
export async function beginAppEnrolment(
  deps: SignInDeps,
  session: SessionRow,
  password: string | null,
  browser: Browser,
): Promise<AppEnrolment> {
  assertStage(session, 'enrol-second-factor', 'complete');
  await assertOwner(deps, session, password, browser);
  const secret = newSecret();
  const { username, organisation } = session;
  const uri = otpauthUri({ secret, username, issuer: organisation });
  await deps.database.write(async (tx) => {
    const candidate = await candidateOf(tx, session);
    if (candidate.secondFactorEnrolledAt !== null) throw alreadyEnrolled();
    await storeSecret(tx, deps.keyring, session, secret);
  });
  const png = `data:image/png;base64,${(await qrPng(uri)).toString('base64')}`;
  return { secret, uri, png, svg: await qrSvg(uri) };
}

/** Notes that the person has a second factor now. Returns his recovery codes, to be shown once. */
export async function enrolled(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  browser: Pick<Browser, 'ip' | 'requestId'>,
  factor: 'authenticator app' | 'passkey',
): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  await markEnrolled(tx, candidate, deps.now().toISOString());
  await replaceRecoveryCodes(tx, deps, candidate, codes);
  await recordEntries(tx, deps, contextOf(candidate, browser), [
    {
      item: '2FA',
      action: 'Update',
      status: 'success',
      description: `Second factor enrolled (${factor})`,
      account: candidate.account,
      address: userAddress(candidate),
      detail: { factor },
    },
  ]);
  return codes;
}

export interface Enrolled {
  readonly recoveryCodes: readonly string[];
  /** Where the enrolment was a step of a sign-in. */
  readonly step: SignInStep | null;
}

/** Confirms the app by a code of it. @throws Refusal 422 `second-factor/wrong-code`; 409 */
export async function confirmApp(
  deps: SignInDeps,
  session: SessionRow,
  code: string,
  browser: Browser,
): Promise<Enrolled> {
  assertStage(session, 'enrol-second-factor', 'complete');
  return deps.database.write(async (tx) => {
    const candidate = await candidateOf(tx, session);
    if (candidate.secondFactorEnrolledAt !== null) throw alreadyEnrolled();
    if (!(await takeAppCode(tx, deps, session, code))) throw wrongCode();
    const recoveryCodes = await enrolled(tx, deps, candidate, browser, 'authenticator app');
    await noteFactorGiven(tx, session);
    const signingIn = session.stage === 'enrol-second-factor';
    const step = signingIn ? await advance(tx, deps, session, { secondFactor: true, browser }) : null;
    return { recoveryCodes, step };
  });
}
