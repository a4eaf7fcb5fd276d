import { nameKey } from '../../schemas/contract/address.ts';
import type { NewEntry } from '../audit/entry.ts';
import { recordEntries } from '../audit/record.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import { lacking } from '../identity/permissions.ts';
import { endSessions } from '../identity/sessions/session-store.ts';
import { unitedPermissions } from '../identity/united-permissions.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { enqueueMail } from '../notifications/mail/enqueue-mail.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { type Candidate, readCandidate } from './candidate.ts';
import { sendInvitation, withdrawInvitations } from './invitations.ts';
import { liftLock } from './lift-lock.ts';
import { removeSecondFactor } from './second-factor-store.ts';
import { createLink } from './send-link.ts';

/** What somebody in charge does to a user, beside changing his settings. */
export type ActOnUser =
  | 'unlock'
  | 'enable'
  | 'end-sessions'
  | 'reset-second-factor'
  | 'invite'
  | 'withdraw-invitation'
  | 'send-password-link';

interface Acting {
  readonly tx: Tx;
  readonly deps: Deps;
  readonly context: RequestContext;
  readonly user: Candidate;
}

function entry(user: Candidate, item: string, action: string, description: string): NewEntry {
  return { item, action, status: 'success', description, account: user.account, address: userAddress(user) };
}

function nothingToDo(detail: string): Refusal {
  return new Refusal(409, 'user/nothing-to-do', detail);
}

async function unlock({ tx, deps, context, user }: Acting): Promise<readonly NewEntry[]> {
  if (!(await liftLock(tx, deps, user, context))) throw nothingToDo(`${user.username} is not locked.`);
  return [];
}

/** Lifts what a rule has done, and lets inactivity begin anew. What is declared is changed by `enabled`. */
async function enable({ tx, deps, user }: Acting): Promise<readonly NewEntry[]> {
  const lifted = await execute(
    tx,
    `UPDATE user_activity SET suspended_at = NULL, suspended_reason = NULL, activated_at = $3::timestamptz
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND suspended_at IS NOT NULL`,
    user.organisationId,
    user.userId,
    deps.now().toISOString(),
  );
  if (lifted === 0) throw nothingToDo(`${user.username} was not disabled by a rule.`);
  return [entry(user, 'User', 'Enable', 'User enabled')];
}

async function signOut({ tx, user }: Acting): Promise<readonly NewEntry[]> {
  const ended = await endSessions(tx, user.organisationId, user.userId);
  return [{ ...entry(user, 'User', 'Logout', 'Sessions of user ended'), detail: { sessions: ended } }];
}

/** Who takes a second factor away is a step nearer to the person's permissions: nobody does so to somebody stronger. */
async function assertNotStronger({ tx, context, user }: Acting): Promise<void> {
  const [found] = await rows<{ permissions: string[] }>(
    tx,
    `SELECT ${unitedPermissions('u.organisation_id', 'u.id', 'NULL::uuid')} AS permissions FROM app_user u
     WHERE u.organisation_id = $1::uuid AND u.id = $2::uuid`,
    user.organisationId,
    user.userId,
  );
  const beyond = lacking(context.actor, found?.permissions ?? []);
  if (beyond.length === 0) return;
  throw new Refusal(
    403,
    'permission/not-held',
    `${user.username} has permissions that you lack: ${beyond.join(', ')}.`,
    {
      remedy: 'let somebody do this who has them',
    },
  );
}

async function resetSecondFactor(acting: Acting): Promise<readonly NewEntry[]> {
  const { tx, user } = acting;
  await assertNotStronger(acting);
  if (user.secondFactorEnrolledAt === null) throw nothingToDo(`${user.username} has no second factor.`);
  await removeSecondFactor(tx, user);
  await endSessions(tx, user.organisationId, user.userId);
  return [entry(user, '2FA', 'Update', 'Second factor of user reset')];
}

function assertNeverCame({ activatedAt, username }: Candidate): void {
  if (activatedAt === null) return;
  throw new Refusal(
    409,
    'user/active',
    `${username} is active already: an invitation is for who never came in.`,
    {
      remedy: 'send a link to set a new password',
    },
  );
}

async function invite({ tx, deps, user }: Acting): Promise<readonly NewEntry[]> {
  assertNeverCame(user);
  await sendInvitation(tx, deps, user);
  return [entry(user, 'User', 'Update', 'User invited')];
}

async function withdraw({ tx, user }: Acting): Promise<readonly NewEntry[]> {
  const ended = await withdrawInvitations(tx, user.organisationId, user.userId);
  if (ended === 0) throw nothingToDo(`${user.username} has no open invitation.`);
  await execute(
    tx,
    'UPDATE user_activity SET invited_at = NULL WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
    user.organisationId,
    user.userId,
  );
  return [entry(user, 'User', 'Update', 'Invitation withdrawn')];
}

/** Passwords are never mailed: a link to set one is. */
async function sendPasswordLink({ tx, deps, user }: Acting): Promise<readonly NewEntry[]> {
  const { organisationId, userId } = user;
  const linkId = await createLink(tx, deps, user, { purpose: 'password' });
  await enqueueMail(tx, deps, organisationId, { template: 'password-link', userId, linkId });
  return [];
}

const acts: Readonly<Record<ActOnUser, (acting: Acting) => Promise<readonly NewEntry[]>>> = {
  unlock,
  enable,
  'end-sessions': signOut,
  'reset-second-factor': resetSecondFactor,
  invite,
  'withdraw-invitation': withdraw,
  'send-password-link': sendPasswordLink,
};

async function findUser(
  tx: Tx,
  organisationId: string,
  account: string,
  username: string,
): Promise<Candidate> {
  const [found] = await rows<{ id: string }>(
    tx,
    `SELECT u.id FROM app_user u JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
     WHERE u.organisation_id = $1::uuid AND a.name = $2 AND u.username_key = $3`,
    organisationId,
    account,
    nameKey(username),
  );
  const candidate = found && (await readCandidate(tx, organisationId, found.id));
  if (candidate === undefined)
    throw new Refusal(404, 'resource/unknown', `There is no User ${username} in ${account}.`);
  return candidate;
}

/**
 * Does one of these to a user, in one transaction with its audit entry.
 * @throws Refusal 404; 409 where there is nothing to do
 */
export async function actOnUser(
  deps: Deps,
  context: RequestContext,
  {
    account,
    username,
    act,
  }: { readonly account: string; readonly username: string; readonly act: ActOnUser },
): Promise<void> {
  await deps.database.write(async (tx) => {
    const user = await findUser(tx, context.organisationId, account, username);
    await recordEntries(tx, deps, context, await acts[act]({ tx, deps, context, user }));
  });
}
