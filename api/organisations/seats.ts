import { recordEntries } from '../audit/record.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import type { Deps } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import type { Origin } from './create.ts';
import { type OrganisationRow, readOrganisation } from './list.ts';
import { operatorContext } from './operator.ts';

/** The seats before, read under the row's lock, so that two changes at once are told in order. */
async function lockSeats(tx: Tx, name: string): Promise<{ id: string; seats: number }> {
  const [organisation] = await rows<{ id: string; seats: number }>(
    tx,
    'SELECT id, purchased_seats AS seats FROM organisation WHERE name = $1 FOR NO KEY UPDATE',
    name,
  );
  if (organisation !== undefined) return organisation;
  throw new Refusal(404, 'organisation/unknown', `There is no organisation called ${name}.`);
}

/**
 * Sets how many seats an organisation has purchased. Fewer than are assigned is no error: who is seated stays seated,
 * and being over is shown.
 * @throws Refusal 404
 */
export function setPurchasedSeats(
  deps: Deps,
  { name, seats }: { readonly name: string; readonly seats: number },
  { ip, requestId }: Omit<Origin, 'publicUrl'>,
): Promise<OrganisationRow> {
  return deps.database.write(async (tx) => {
    const before = await lockSeats(tx, name);
    if (before.seats !== seats) {
      await execute(
        tx,
        'UPDATE organisation SET purchased_seats = $2::int WHERE id = $1::uuid',
        before.id,
        seats,
      );
      const context = operatorContext({ organisationId: before.id, organisation: name, ip, requestId });
      await recordEntries(tx, deps, context, [
        {
          item: 'Seats',
          action: 'Update',
          status: 'success',
          description: `Purchased seats changed (${before.seats} to ${seats})`,
          account: name,
          detail: { before: { purchasedSeats: before.seats }, after: { purchasedSeats: seats } },
        },
      ]);
    }
    return readOrganisation(tx, name);
  });
}
