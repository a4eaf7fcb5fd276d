import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { errorOf } from '../diagnose.ts';
import { accountOf, differs, nameOf, textIn } from '../own-values.ts';

interface Holder {
  readonly id: string;
  readonly account: string;
  readonly key: string;
  readonly username: string;
}

/** Users of the same account that have one of the addresses. */
const statement = `
  SELECT u.id, a.name AS account, u.email_key AS key, u.username
  FROM jsonb_to_recordset($2::jsonb) AS x(account text, key text)
  JOIN account a ON a.organisation_id = $1::uuid AND a.name = x.account
  JOIN app_user u ON u.organisation_id = $1::uuid AND u.account_id = a.id AND u.email_key = x.key`;

/** An e-mail address belongs to one user of an account, without case; those that let theirs go in the same plan do not count. */
export async function conflictsOfUsers(
  tx: Tx,
  organisationId: string,
  changes: readonly Change[],
): Promise<readonly Diagnostic[]> {
  const users = changes.filter(({ kind }) => kind === 'User');
  const taking = users.filter((change) => change.after !== null && differs(change, 'email'));
  if (taking.length === 0) return [];
  const keys = taking.map((change) => ({ account: accountOf(change), key: emailKey(change) }));
  const found = await rows<Holder>(tx, statement, organisationId, JSON.stringify(keys));
  const leaving = new Set(users.filter((change) => differs(change, 'email')).map(({ id }) => id));
  return taken(
    taking,
    found.filter(({ id }) => !leaving.has(id)),
  );
}

function emailKey(change: Change): string {
  return nameKey(textIn(change.after, 'email') ?? '');
}

function taken(taking: readonly Change[], holders: readonly Holder[]): readonly Diagnostic[] {
  const held = new Map(holders.map(({ account, key, username }) => [`${account} ${key}`, username]));
  return taking.flatMap((change) => {
    const place = `${accountOf(change)} ${emailKey(change)}`;
    const holder = held.get(place);
    if (holder === undefined) held.set(place, nameOf(change));
    if (holder === undefined || emailKey(change) === '') return [];
    return [
      errorOf(change, {
        code: 'user/email-taken',
        summary: `${change.address}: the user ${holder} of the account has the e-mail address ${textIn(change.after, 'email')} already`,
        remedy: 'give one of them another address',
        pointer: '/email',
      }),
    ];
  });
}
