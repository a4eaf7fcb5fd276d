import { recordEntries } from '../audit/record.ts';
import { lockOrganisation } from '../commit/carry-out.ts';
import { type Edit, editWithin } from '../commit/edit.ts';
import { execute, type Tx } from '../database/transaction.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { enqueueMail } from '../notifications/mail/enqueue-mail.ts';
import type { RequestContext } from '../request/context.ts';
import { candidateOf } from './advance.ts';
import { type Candidate, readCandidate } from './candidate.ts';
import { assertPassword, wrongCurrent } from './change-password.ts';
import { contextOf } from './context.ts';
import { holdCredential } from './hold-credential.ts';
import { createLink } from './send-link.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';
import { deadLink, findLink, type OpenLink, useLink } from './use-link.ts';

/** What a link changes, as it stands in its row: it is good for as long as the person has the address that he had when it was sent. */
const subjectOf = (from: string, to: string): string => `${from} ${to}`;

/** The address that a link is for. @throws Refusal 410 where the person has another address by now: an old link does not bring the old one back */
function addressOf({ subject }: OpenLink, { email }: Candidate): string {
  const [from, to] = subject?.split(' ') ?? [];
  if (from !== email || to === undefined) throw deadLink();
  return to;
}

/** Sends a link that proves the address that one has, or, with a password, a new one. @throws Refusal 403 `password/wrong` */
export async function askEmailProof(
  deps: SignInDeps,
  session: SessionRow,
  change: { readonly email: string; readonly password: string } | null,
  browser: Browser,
): Promise<void> {
  const candidate = await deps.database.snapshot((tx) => candidateOf(tx, session));
  if (change !== null) await assertPassword(deps, candidate, change.password, browser);
  const { organisationId, userId } = candidate;
  const to = change?.email ?? candidate.email;
  await deps.database.write(async (tx) => {
    // A reset of the password takes links back: none comes after it that was asked for with the old one.
    if (change !== null && (await holdCredential(tx, candidate)) !== candidate.passwordHash)
      throw wrongCurrent();
    const subject = subjectOf(candidate.email, to);
    const linkId = await createLink(tx, deps, candidate, { purpose: 'email', subject });
    await enqueueMail(tx, deps, organisationId, { template: 'email-verification', userId, linkId, to });
  });
}

/** The person himself, with all rights on his own account for this one edit: what he changes passes through `commit` like everything. */
function ownerContext(candidate: Candidate, browser: Browser): RequestContext {
  const context = contextOf(candidate, browser);
  return { ...context, actor: { ...context.actor, main: false, permissions: new Set(['*']) } };
}

interface Proof {
  readonly candidate: Candidate;
  readonly link: OpenLink;
  /** The address that is proven. */
  readonly to: string;
}

/** @throws Refusal 410 `link/dead` */
async function openProof(tx: Tx, token: string, now: Date): Promise<Proof> {
  const link = await findLink(tx, 'email', token, now);
  const candidate = await readCandidate(tx, link.organisationId, link.userId);
  if (candidate === undefined) throw deadLink();
  return { link, candidate, to: addressOf(link, candidate) };
}

const isNew = ({ candidate, to }: Proof): boolean => candidate.email !== to;

/** The edit tells the audit log that the address is another one. */
async function changeAddress(
  tx: Tx,
  deps: SignInDeps,
  { candidate, to }: Proof,
  browser: Browser,
): Promise<void> {
  const { organisationId, userId, account, username, email } = candidate;
  const edit: Edit = { kind: 'User', account, name: username, operation: { merge: { email: to } } };
  await editWithin(tx, deps, ownerContext(candidate, browser), edit);
  await enqueueMail(tx, deps, organisationId, { template: 'email-changed', userId, to: email });
}

async function tellVerified(tx: Tx, deps: SignInDeps, { candidate }: Proof, browser: Browser): Promise<void> {
  await recordEntries(tx, deps, contextOf(candidate, browser), [
    {
      item: 'User',
      action: 'Verify',
      status: 'success',
      description: 'User verified',
      account: candidate.account,
      address: userAddress(candidate),
    },
  ]);
}

/**
 * Opens the link that proves an address: a new one becomes the person's from now on, and the old address is told. All of it in one
 * transaction: a link is used up by what it was for, and by nothing else.
 * @throws Refusal 410 `link/dead`; 409 where a manifest set manages the address, or somebody else has it
 */
export async function proveEmail(deps: SignInDeps, token: string, browser: Browser): Promise<void> {
  const found = await deps.database.snapshot((tx) => openProof(tx, token, deps.now()));
  await deps.database.write(async (tx) => {
    // Before rows of the user's are locked: an apply locks them in this order.
    if (isNew(found)) await lockOrganisation(tx, found.link.organisationId);
    const proof = await openProof(tx, token, deps.now());
    await useLink(tx, proof.link, deps.now());
    if (isNew(proof)) await changeAddress(tx, deps, proof, browser);
    else await tellVerified(tx, deps, proof, browser);
    await execute(
      tx,
      'UPDATE user_activity SET email_verified_at = $3::timestamptz WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
      proof.link.organisationId,
      proof.link.userId,
      deps.now().toISOString(),
    );
  });
}
