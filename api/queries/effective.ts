import type { JsonObject } from '../../schemas/contract/json.ts';
import { rows, type Tx } from '../database/transaction.ts';

/** What an account ends up with in one settings kind, and where each field comes from. */
export interface EffectiveValues {
  readonly value: JsonObject;
  /** By JSON pointer: `platform`, `SettingsTemplate/eu-baseline`, `SecurityPolicy/emea`. */
  readonly from: Readonly<Record<string, string>>;
}

/** The effective settings of an account; undefined where there is no such account. */
export async function readEffective(
  tx: Tx,
  organisationId: string,
  { kind, account }: { readonly kind: string; readonly account: string },
): Promise<EffectiveValues | undefined> {
  const [found] = await rows<EffectiveValues>(
    tx,
    `SELECT e.value, e.provenance AS from FROM account a
     JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = $3
     WHERE a.organisation_id = $1::uuid AND a.name = $2`,
    organisationId,
    account,
    kind,
  );
  return found;
}
