import { nameKey } from '../../schemas/contract/address.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { hashSecret } from '../identity/api-key.ts';
import type { Place } from './candidate.ts';

/** Whether a browser's token is of one from which this user has signed in before. Nobody is let in by it: strangers' tries do not count for it. */
export async function isKnownDevice(
  tx: Tx,
  { organisation, account }: Place,
  username: string,
  deviceToken: string,
): Promise<boolean> {
  const found = await rows(
    tx,
    `SELECT d.id FROM organisation o
     JOIN account a ON a.organisation_id = o.id AND a.name = coalesce($2::text, $1)
     JOIN app_user u ON u.organisation_id = a.organisation_id AND u.account_id = a.id AND u.username_key = $3
     JOIN known_device d ON d.organisation_id = u.organisation_id AND d.user_id = u.id AND d.token_hash = $4
     WHERE o.name = $1`,
    organisation,
    account ?? null,
    nameKey(username),
    hashSecret(deviceToken),
  );
  return found.length > 0;
}
