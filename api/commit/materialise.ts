import { canonicalJson } from '../../schemas/contract/json.ts';
import type { Tx } from '../database/transaction.ts';
import { insertRows } from '../database/transaction.ts';
import type { SettingsOutcome } from './settings.ts';

const columns = {
  organisation_id: 'uuid',
  account_id: 'uuid',
  kind: 'text',
  value: 'jsonb',
  provenance: 'jsonb',
};
const replace =
  '(organisation_id, account_id, kind) DO UPDATE SET value = excluded.value, provenance = excluded.provenance';

/**
 * Writes the effective settings that changed, so that a sign-in reads one row and computes nothing.
 *
 * @param always accounts that are made or renamed: their rows are missing, or name a former account as origin
 */
export async function materialise(
  tx: Tx,
  organisationId: string,
  { before, after }: SettingsOutcome,
  accountId: (name: string) => string | undefined,
  always: (name: string) => boolean,
): Promise<void> {
  const rows = [...after].flatMap(([account, kinds]) =>
    [...kinds].flatMap(([kind, now]) => {
      const old = before.get(account)?.get(kind);
      const same =
        old &&
        canonicalJson(old.value) === canonicalJson(now.value) &&
        canonicalJson(old.from) === canonicalJson(now.from);
      if (same && !always(account)) return [];
      const id = accountId(account);
      return id === undefined
        ? []
        : [{ organisation_id: organisationId, account_id: id, kind, value: now.value, provenance: now.from }];
    }),
  );
  await insertRows(tx, 'effective_setting', columns, rows, replace);
}
