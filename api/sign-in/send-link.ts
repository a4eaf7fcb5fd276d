import { execute, insertRows, type Tx } from '../database/transaction.ts';
import type { Candidate } from './candidate.ts';
import type { SignInDeps } from './sign-in-deps.ts';

const minute = 60_000;
const hour = 60 * minute;

/** What a link is for, and how long it is good. */
const lives = { password: hour, email: 24 * hour, unlock: hour, mobile: 10 * minute } as const;

export type LinkPurpose = keyof typeof lives;

export interface LinkRequest {
  readonly purpose: LinkPurpose;
  /** What it confirms: the new address, the number. */
  readonly subject?: string;
  /** Hash of a code that was made already; left out: the token is made when the mail is sent. */
  readonly tokenHash?: string;
}

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  purpose: 'text',
  token_hash: 'text',
  subject: 'text',
  created_at: 'timestamptz',
  expires_at: 'timestamptz',
};

/** Makes a link; those of the same purpose that were sent before end. Returns its id. */
export async function createLink(
  tx: Tx,
  deps: Pick<SignInDeps, 'now' | 'newId'>,
  { organisationId, userId }: Pick<Candidate, 'organisationId' | 'userId'>,
  { purpose, subject, tokenHash }: LinkRequest,
): Promise<string> {
  await endLinks(tx, organisationId, userId, [purpose]);
  const id = deps.newId();
  const now = deps.now();
  await insertRows(tx, 'link', columns, [
    {
      organisation_id: organisationId,
      id,
      user_id: userId,
      purpose,
      // Until the mail is sent it is no hash of anything, so that nothing opens it.
      token_hash: tokenHash ?? `not sent: ${id}`,
      subject: subject ?? null,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + lives[purpose]).toISOString(),
    },
  ]);
  return id;
}

/** Ends a user's links that are still open; of all purposes where none are named. */
export async function endLinks(
  tx: Tx,
  organisationId: string,
  userId: string,
  purposes: readonly LinkPurpose[] = ['password', 'email', 'unlock', 'mobile'],
): Promise<void> {
  await execute(
    tx,
    'DELETE FROM link WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND purpose = ANY($3::text[]) AND used_at IS NULL',
    organisationId,
    userId,
    purposes,
  );
}
