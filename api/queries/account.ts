import { rows, type Tx } from '../database/transaction.ts';

/** Whether the organisation has an account of this name. */
export async function accountExists(tx: Tx, organisationId: string, name: string): Promise<boolean> {
  const found = await rows(
    tx,
    'SELECT id FROM account WHERE organisation_id = $1::uuid AND name = $2',
    organisationId,
    name,
  );
  return found.length > 0;
}
