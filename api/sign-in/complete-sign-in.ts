import type { NewEntry } from '../audit/entry.ts';
import { recordEntries } from '../audit/record.ts';
import { execute, preparedMark, type Tx } from '../database/transaction.ts';
import { hashSecret, newLinkToken } from '../identity/api-key.ts';
import type { SignInMethod } from '../identity/sessions/find-session.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { forgetDeviceFailures } from './attempts.ts';
import type { Candidate } from './candidate.ts';
import { contextOf } from './context.ts';
import { networkOf } from './network-of.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

/** Nothing that failed before counts any more. */
const activity = `${preparedMark}
  UPDATE user_activity SET last_sign_in_at = $3::timestamptz, last_sign_in_method = $4,
    activated_at = coalesce(activated_at, $3::timestamptz), failed_attempts = 0, pending_attempts = 0, delayed_until_at = NULL
  WHERE organisation_id = $1::uuid AND user_id = $2::uuid`;

const knownDevice = `${preparedMark}
  UPDATE known_device SET last_used_at = $4::timestamptz, network = $5
  WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND token_hash = $3`;

const newDevice = `${preparedMark}
  INSERT INTO known_device (organisation_id, id, user_id, token_hash, network, created_at, last_used_at)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::timestamptz, $6::timestamptz)`;

/** Notes the browser as one of the person's. Returns the token of its cookie where it is a new one. */
async function rememberDevice(
  tx: Tx,
  deps: SignInDeps,
  { organisationId, userId }: Candidate,
  browser: Browser,
): Promise<string | null> {
  const now = deps.now().toISOString();
  const network = networkOf(browser.ip);
  if (browser.deviceToken !== null) {
    const hash = hashSecret(browser.deviceToken);
    const known = await execute(tx, knownDevice, organisationId, userId, hash, now, network);
    if (known > 0) return null;
  }
  // A browser that somebody else has used keeps its token: each person has a row of his own under it.
  const token = browser.deviceToken ?? newLinkToken().token;
  await execute(tx, newDevice, organisationId, deps.newId(), userId, hashSecret(token), network, now);
  return browser.deviceToken === null ? token : null;
}

/** What happens when a sign-in is complete, in the transaction that completes it. Returns the token of a new device, or null. */
export async function completeSignIn(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  { method, browser }: { readonly method: SignInMethod; readonly browser: Browser },
): Promise<string | null> {
  const { organisationId, userId, username, email, account } = candidate;
  const entry: NewEntry = {
    item: 'User',
    action: 'Login',
    status: 'success',
    description: `User logged in (${username}; ${email})`,
    account,
    address: userAddress(candidate),
    detail: { method },
  };
  // None waits for another's answer: they go to the database together.
  const [deviceToken] = await Promise.all([
    rememberDevice(tx, deps, candidate, browser),
    execute(tx, activity, organisationId, userId, deps.now().toISOString(), method),
    forgetDeviceFailures(tx, organisationId, userId),
    recordEntries(tx, deps, contextOf(candidate, browser), [entry]),
  ]);
  return deviceToken;
}
