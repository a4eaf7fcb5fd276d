import { diffValues } from '../../controller/reconcile/diff.ts';
import type { Kind } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import type { IdentifiedChange } from '../kinds/kind.ts';
import { readResources } from './read-resources.ts';

/** A write that did not do what the plan says: a fault of ours, and the reason why the transaction is rolled back. */
class WriteFault extends Error {
  constructor(address: string, detail: string) {
    super(`after the write ${address} is not what the plan says: ${detail}`);
    this.name = 'WriteFault';
  }
}

/** Reads what was written and holds it against the plan, before anything is committed. */
export async function verifyWritten(
  tx: Tx,
  organisationId: string,
  identified: readonly IdentifiedChange[],
): Promise<void> {
  const found = await readResources(tx, organisationId, { ids: identified.map(({ id }) => id) });
  const byId = new Map(found.map((resource) => [resource.id, resource]));
  for (const { id, change } of identified) {
    const actual = byId.get(id);
    if (change.after === null) {
      if (actual) throw new WriteFault(change.address, 'it is still there');
      continue;
    }
    if (!actual) throw new WriteFault(change.address, 'it is not there');
    const [difference] = diffValues(change.kind as Kind, change.after, actual.values);
    if (difference) throw new WriteFault(change.address, `${difference.path} differs`);
  }
}
