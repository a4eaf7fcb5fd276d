import { accountPolicy } from '../../schemas/access/account-policy.ts';
import { recordEntries } from '../audit/record.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import { wasUsedBefore } from '../identity/password/was-used-before.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import type { RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import type { Candidate } from './candidate.ts';
import type { SignInDeps } from './sign-in-deps.ts';

function weak(reasons: readonly string[]): Refusal {
  return new Refusal(422, 'password/refused', `This password cannot be used. ${reasons.join(' ')}`, {
    remedy: 'choose a longer one that is used nowhere else: four random words are good',
  });
}

/** Hashes that may not come again: the present one and those before it, newest first. */
async function formerHashes(
  deps: SignInDeps,
  candidate: Candidate,
  most: number,
): Promise<readonly string[]> {
  if (most === 0) return [];
  const { organisationId, userId, passwordHash } = candidate;
  const former = await deps.database.snapshot((tx) =>
    rows<{ hash: string }>(
      tx,
      `SELECT password_hash AS hash FROM former_password WHERE organisation_id = $1::uuid AND user_id = $2::uuid
       ORDER BY set_at DESC, id DESC LIMIT $3::int`,
      organisationId,
      userId,
      most - 1,
    ),
  );
  return [...(passwordHash === null ? [] : [passwordHash]), ...former.map(({ hash }) => hash)];
}

/**
 * A new password's hash, once the rules of the account have let it pass. Outside of any transaction: hashing takes its time.
 * @throws Refusal 422 `password/refused` with all reasons
 */
export async function hashNewPassword(
  deps: SignInDeps,
  candidate: Candidate,
  password: string,
): Promise<string> {
  const { minLength, refuseCommon, history } = accountPolicy(candidate.policy).password;
  const { username, email, firstName, lastName, organisation, account } = candidate;
  const userInputs = [username, email, firstName ?? '', lastName ?? '', organisation, account];
  const faults = await deps.checkPassword(password, { minLength, refuseCommon, userInputs, language: 'en' });
  if (faults.length > 0) throw weak(faults.map(({ reason }) => reason));
  const former = await formerHashes(deps, candidate, history);
  if (await wasUsedBefore(deps.hasher, password, former)) {
    throw weak([`It is one of your last ${history}.`]);
  }
  return deps.hasher.hash(password);
}

const longestHistory = 24;

const keepFormer = `
  INSERT INTO former_password (organisation_id, id, user_id, password_hash, set_at)
  SELECT organisation_id, $3::uuid, user_id, password_hash, coalesce(password_set_at, $4::timestamptz) FROM user_credential
  WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND password_hash IS NOT NULL`;

const forgetOldest = `
  DELETE FROM former_password WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND id NOT IN (
    SELECT id FROM former_password WHERE organisation_id = $1::uuid AND user_id = $2::uuid ORDER BY set_at DESC, id DESC LIMIT $3::int)`;

/** Puts a new password's hash in place, and tells the audit log. */
export async function storePassword(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  hash: string,
  { context, description }: { readonly context: RequestContext; readonly description: string },
): Promise<void> {
  const { organisationId, userId, account } = candidate;
  const now = deps.now().toISOString();
  await execute(tx, keepFormer, organisationId, userId, deps.newId(), now);
  await execute(tx, forgetOldest, organisationId, userId, longestHistory);
  await execute(
    tx,
    `UPDATE user_credential SET password_hash = $3, password_set_at = $4::timestamptz
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid`,
    organisationId,
    userId,
    hash,
    now,
  );
  await recordEntries(tx, deps, context, [
    {
      item: 'Password',
      action: description === 'Password updated' ? 'Updated' : 'Update',
      status: 'success',
      description,
      account,
      address: userAddress(candidate),
    },
  ]);
}
