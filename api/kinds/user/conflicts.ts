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

/** A field whose value belongs to one user of an account, without case. */
interface UniqueField {
  readonly field: string;
  /** SQL: the user `u` has the value `x.key`. */
  readonly has: string;
  readonly code: string;
  readonly called: string;
}

const uniqueFields: readonly UniqueField[] = [
  { field: 'email', has: 'u.email_key = x.key', code: 'user/email-taken', called: 'e-mail address' },
  { field: 'nameId', has: 'lower(u.name_id) = lower(x.key)', code: 'user/name-id-taken', called: 'NameID' },
];

/** Users of the same account that have one of the values. */
const statement = (has: string): string => `
  SELECT u.id, a.name AS account, x.key, u.username
  FROM jsonb_to_recordset($2::jsonb) AS x(account text, key text)
  JOIN account a ON a.organisation_id = $1::uuid AND a.name = x.account
  JOIN app_user u ON u.organisation_id = $1::uuid AND u.account_id = a.id AND ${has}`;

/**
 * An e-mail address and a NameID belong to one user of an account: a sign-in must mean one person. Those that let theirs go
 * in the same plan do not count.
 */
export async function conflictsOfUsers(
  tx: Tx,
  organisationId: string,
  changes: readonly Change[],
): Promise<readonly Diagnostic[]> {
  const users = changes.filter(({ kind }) => kind === 'User');
  const found: Diagnostic[] = [];
  for (const unique of uniqueFields) found.push(...(await conflictsOf(tx, organisationId, users, unique)));
  return found;
}

async function conflictsOf(
  tx: Tx,
  organisationId: string,
  users: readonly Change[],
  unique: UniqueField,
): Promise<readonly Diagnostic[]> {
  const changing = users.filter((change) => differs(change, unique.field));
  const taking = changing.filter((change) => keyIn(change, unique) !== '');
  if (taking.length === 0) return [];
  const keys = taking.map((change) => ({ account: accountOf(change), key: keyIn(change, unique) }));
  const holders = await rows<Holder>(tx, statement(unique.has), organisationId, JSON.stringify(keys));
  const leaving = new Set(changing.map(({ id }) => id));
  return taken(
    taking,
    holders.filter(({ id }) => !leaving.has(id)),
    unique,
  );
}

/** The value that the user is to have, without case; '' where he is to have none. */
function keyIn({ after }: Change, { field }: UniqueField): string {
  return nameKey(textIn(after, field) ?? '');
}

function taken(
  taking: readonly Change[],
  holders: readonly Holder[],
  unique: UniqueField,
): readonly Diagnostic[] {
  const { field, code, called } = unique;
  const held = new Map(holders.map(({ account, key, username }) => [`${account} ${key}`, username]));
  return taking.flatMap((change) => {
    const place = `${accountOf(change)} ${keyIn(change, unique)}`;
    const holder = held.get(place);
    if (holder === undefined) held.set(place, nameOf(change));
    if (holder === undefined) return [];
    return [
      errorOf(change, {
        code,
        summary: `${change.address}: the user ${holder} of the account has the ${called} ${textIn(change.after, field)} already`,
        remedy: 'give one of them another',
        pointer: `/${field}`,
      }),
    ];
  });
}
