import { createHash } from 'node:crypto';
import type { Database } from '../../../../api/database/database.ts';
import { rows } from '../../../../api/database/transaction.ts';
import type { PersonCase } from '../cases/case.ts';

/** A person as the state knows him. */
export interface Known {
  readonly userId: string;
  readonly accountId: string;
  readonly account: string;
  readonly username: string;
}

/** A person of the state, and what the case says of him. */
export interface KnownPerson {
  readonly known: Known;
  readonly person: PersonCase;
}

/** Everybody, by username. */
export function readKnown(database: Database, organisationId: string): Promise<Known[]> {
  return database.snapshot((tx) =>
    rows<Known>(
      tx,
      `SELECT u.id AS "userId", a.id AS "accountId", a.name AS account, u.username FROM app_user u
       JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
       WHERE u.organisation_id = $1::uuid ORDER BY u.username`,
      organisationId,
    ),
  );
}

/** A token in the form of the server's own. */
function token(of: string): string {
  return createHash('sha256').update(of).digest('base64url');
}

/** The token of somebody's n-th session. */
export function sessionToken(username: string, index: number): string {
  return token(`session ${index} of ${username}`);
}

/** The token of somebody's n-th browser that is known. */
export function deviceToken(username: string, index: number): string {
  return token(`device ${index} of ${username}`);
}

/** What the identity provider calls somebody. */
export function nameIdOf({ username, account }: Pick<Known, 'username' | 'account'>): string {
  return `${username}@${account}.example`;
}
