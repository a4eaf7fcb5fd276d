import { rows, type Tx } from '../../database/transaction.ts';
import { Obsolete } from '../outbox/courier.ts';
import type { Addressee } from './templates/addressee.ts';

/** A person who is written to, and his address as it is now. */
export interface AddressedPerson extends Addressee {
  readonly email: string;
  /** As the audit log names it; `account` is as people know it. */
  readonly accountName: string;
}

/** @throws Obsolete where the user was removed */
export async function readAddressee(
  tx: Tx,
  organisationId: string,
  userId: string,
): Promise<AddressedPerson> {
  const [person] = await rows<AddressedPerson>(
    tx,
    `SELECT u.username, u.first_name AS "firstName", u.email, o.name AS organisation, a.name AS "accountName",
       coalesce(a.display_name, a.name) AS account
     FROM app_user u JOIN organisation o ON o.id = u.organisation_id
     JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
     WHERE u.organisation_id = $1::uuid AND u.id = $2::uuid`,
    organisationId,
    userId,
  );
  if (person === undefined) throw new Obsolete('the user was removed');
  return person;
}
