import { execute, rows, type Tx } from '../../database/transaction.ts';
import { hashSecret, newLinkToken } from '../../identity/api-key.ts';
import { secretContext } from '../../identity/secrets/keyring.ts';
import type { Claimed } from '../outbox/claim.ts';
import { type DeliveryDeps, Obsolete } from '../outbox/courier.ts';

/** The row that a mail's link opens. */
export interface LinkPlace {
  readonly table: 'invitation' | 'link';
  readonly id: string;
  readonly userId: string;
}

/** A link that can be followed. */
export interface OpenLink {
  readonly token: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

interface LinkRow {
  readonly tokenHash: string;
  readonly expiresAt: string;
}

/** @throws Obsolete for a link that was used, withdrawn or has expired */
async function readOpenLink(
  tx: Tx,
  organisationId: string,
  { table, id, userId }: LinkPlace,
  now: Date,
): Promise<LinkRow> {
  const [link] = await rows<LinkRow>(
    tx,
    `SELECT token_hash AS "tokenHash", expires_at AS "expiresAt" FROM ${table}
     WHERE organisation_id = $1::uuid AND id = $2::uuid AND user_id = $3::uuid
       AND used_at IS NULL AND expires_at > $4::timestamptz`,
    organisationId,
    id,
    userId,
    now.toISOString(),
  );
  if (link === undefined) throw new Obsolete('the link was used, withdrawn, or has expired');
  return link;
}

/** Keeps the token with the message, once: the worker that comes second finds the row changed and keeps nothing. */
const keepToken = `
  UPDATE outbox SET payload = payload || jsonb_build_object('sealedToken', $3::text)
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND payload->>'sealedToken' IS NULL`;

async function readSealed(tx: Tx, { organisationId, id }: Claimed): Promise<string | undefined> {
  const [found] = await rows<{ sealed: string | null }>(
    tx,
    `SELECT payload->>'sealedToken' AS sealed FROM outbox WHERE organisation_id = $1::uuid AND id = $2::uuid`,
    organisationId,
    id,
  );
  return found?.sealed ?? undefined;
}

/**
 * The token of a mail's link. It is made in the first attempt, which also puts its hash in place, and kept sealed in the outbox until the
 * mail is sent: every attempt carries the same link, so it does not matter which of two copies a person opens.
 *
 * @throws Obsolete where nobody should follow the link any more, or a later mail's link has taken its place
 */
export async function linkToken(deps: DeliveryDeps, message: Claimed, place: LinkPlace): Promise<OpenLink> {
  const { organisationId, id } = message;
  const context = secretContext(organisationId, 'outbox', id);
  const fresh = newLinkToken();
  const sealedFresh = deps.keyring.seal(fresh.token, context);
  const { link, sealed } = await deps.database.write(async (tx) => {
    const kept = (await execute(tx, keepToken, organisationId, id, sealedFresh)) > 0;
    const found = await readOpenLink(tx, organisationId, place, deps.now());
    if (!kept) return { link: found, sealed: await readSealed(tx, message) };
    await execute(
      tx,
      `UPDATE ${place.table} SET token_hash = $3 WHERE organisation_id = $1::uuid AND id = $2::uuid`,
      organisationId,
      place.id,
      fresh.hash,
    );
    return { link: { ...found, tokenHash: fresh.hash }, sealed: sealedFresh };
  });
  if (sealed === undefined) throw new Obsolete('the message was sent by another worker');
  const token = deps.keyring.open(sealed, context);
  if (hashSecret(token) !== link.tokenHash) throw new Obsolete('a later mail carries the link');
  return { token, expiresAt: link.expiresAt };
}
