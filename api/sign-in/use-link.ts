import { execute, rows, type Tx } from '../database/transaction.ts';
import { hashSecret } from '../identity/api-key.ts';
import { Refusal } from '../request/refusal.ts';
import type { LinkPurpose } from './send-link.ts';

/** A link that somebody opened. */
export interface OpenLink {
  readonly organisationId: string;
  readonly id: string;
  readonly userId: string;
  readonly subject: string | null;
}

/** One answer for links that were used, have run out, or never were. */
export function deadLink(): Refusal {
  return new Refusal(
    410,
    'link/dead',
    'This link is not good: it was used, has run out, or was never sent.',
    {
      remedy: 'ask for a new one',
    },
  );
}

/** The link of this token, if it is still good. @throws Refusal 410 `link/dead` */
export async function findLink(tx: Tx, purpose: LinkPurpose, token: string, now: Date): Promise<OpenLink> {
  const [link] = await rows<OpenLink>(
    tx,
    `SELECT organisation_id AS "organisationId", id, user_id AS "userId", subject FROM link
     WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3::timestamptz`,
    hashSecret(token),
    purpose,
    now.toISOString(),
  );
  if (link === undefined) throw deadLink();
  return link;
}

/** Uses a link up: of two at the same time one finds it used. @throws Refusal 410 */
export async function useLink(tx: Tx, { organisationId, id }: OpenLink, now: Date): Promise<void> {
  const used = await execute(
    tx,
    'UPDATE link SET used_at = $3::timestamptz WHERE organisation_id = $1::uuid AND id = $2::uuid AND used_at IS NULL',
    organisationId,
    id,
    now.toISOString(),
  );
  if (used === 0) throw deadLink();
}
