import { insertRows, type Tx } from '../../database/transaction.ts';
import type { Deps } from '../../request/context.ts';
import { outboxColumns, outboxRow } from '../outbox/row.ts';
import type { Mail } from './mail.ts';

/** Puts mails into the outbox, in the transaction of their cause: sent once it is committed, and only then. One statement. */
export async function enqueueMails(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  organisationId: string,
  mails: readonly Mail[],
): Promise<void> {
  await insertRows(
    tx,
    'outbox',
    outboxColumns,
    mails.map((mail) => outboxRow(deps, organisationId, 'mail', mail)),
  );
}

/** Puts one mail into the outbox; see `enqueueMails`. */
export function enqueueMail(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  organisationId: string,
  mail: Mail,
): Promise<void> {
  return enqueueMails(tx, deps, organisationId, [mail]);
}
