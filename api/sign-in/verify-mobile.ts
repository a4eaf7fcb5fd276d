import { randomInt } from 'node:crypto';
import { recordEntries } from '../audit/record.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import { hashSecret } from '../identity/api-key.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { GatewayFailure, type MessageGateway } from '../notifications/gateway.ts';
import { Refusal } from '../request/refusal.ts';
import { candidateOf } from './advance.ts';
import { contextOf } from './context.ts';
import { createLink } from './send-link.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

const digits = 6;
const mostTries = 5;

/** A code for one number of one user: as a hash it opens nothing else. */
const hashOf = ({ userId }: SessionRow, number: string, code: string): string =>
  hashSecret(`mobile ${userId} ${number} ${code}`);

async function mobileOf(tx: Tx, { organisationId, userId }: SessionRow): Promise<string> {
  const [found] = await rows<{ number: string | null }>(
    tx,
    'SELECT mobile_number AS number FROM app_user WHERE organisation_id = $1::uuid AND id = $2::uuid',
    organisationId,
    userId,
  );
  if (found?.number) return found.number;
  throw new Refusal(409, 'mobile/none', 'You have no mobile number.', { remedy: 'have one set first' });
}

function notSent(error: unknown): unknown {
  if (!(error instanceof GatewayFailure)) return error;
  return new Refusal(503, 'mobile/not-sent', `The code was not sent: ${error.message}.`, {
    remedy: 'try again in a moment',
  });
}

/** Sends a code to the person's number. @throws Refusal 409 where he has none, 503 where no gateway is set up or it does not take the code */
export async function sendMobileCode(
  deps: SignInDeps,
  gateway: MessageGateway | null,
  session: SessionRow,
): Promise<void> {
  if (gateway === null) {
    throw new Refusal(503, 'mobile/no-gateway', 'This server sends no text messages.', {
      remedy: 'ask whoever runs it to set BYLAW_MESSAGE_GATEWAY_URL',
    });
  }
  const code = String(randomInt(10 ** digits)).padStart(digits, '0');
  const number = await deps.database.write(async (tx) => {
    const to = await mobileOf(tx, session);
    await createLink(tx, deps, session, {
      purpose: 'mobile',
      subject: to,
      tokenHash: hashOf(session, to, code),
    });
    return to;
  });
  const text = `${code} is your code for ${session.organisation}. It is good for ten minutes.`;
  await gateway({ to: number, text }).catch((error: unknown) => {
    throw notSent(error);
  });
}

const countTry = `
  UPDATE link SET attempts = attempts + 1
  WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND purpose = 'mobile' AND used_at IS NULL
    AND expires_at > $3::timestamptz AND attempts < $4::int
  RETURNING id, token_hash AS hash, subject`;

function wrongCode(): Refusal {
  return new Refusal(
    422,
    'mobile/wrong-code',
    'The code is not right, has run out, or was tried too often.',
    {
      remedy: 'ask for a new code',
    },
  );
}

/** Proves the number by the code. A code is tried five times at most. @throws Refusal 422 `mobile/wrong-code` */
export async function proveMobile(
  deps: SignInDeps,
  session: SessionRow,
  code: string,
  browser: Browser,
): Promise<void> {
  const { organisationId, userId } = session;
  const now = deps.now().toISOString();
  const right = await deps.database.write(async (tx) => {
    const number = await mobileOf(tx, session);
    const [open] = await rows<{ id: string; hash: string; subject: string }>(
      tx,
      countTry,
      organisationId,
      userId,
      now,
      mostTries,
    );
    if (open === undefined || open.subject !== number || open.hash !== hashOf(session, number, code.trim()))
      return false;
    await execute(
      tx,
      'UPDATE link SET used_at = $3::timestamptz WHERE organisation_id = $1::uuid AND id = $2::uuid',
      organisationId,
      open.id,
      now,
    );
    await execute(
      tx,
      'UPDATE user_activity SET mobile_verified_at = $3::timestamptz WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
      organisationId,
      userId,
      now,
    );
    const candidate = await candidateOf(tx, session);
    const description = 'Mobile number verified for user';
    await recordEntries(tx, deps, contextOf(candidate, browser), [
      {
        item: 'User',
        action: 'Update',
        status: 'success',
        description,
        account: candidate.account,
        address: userAddress(candidate),
      },
    ]);
    return true;
  });
  if (!right) throw wrongCode();
}
