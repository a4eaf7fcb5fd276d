import { nameKey } from '../../schemas/contract/address.ts';
import type { ImpactCode } from '../../schemas/contract/plan.ts';
import { execute, type Tx } from '../database/transaction.ts';
import { endSessionsOf } from '../identity/sessions/session-store.ts';
import type { Prepared } from './prepare.ts';

/** Ids of the people whom the plan hits in one of these ways. */
function peopleHit({ impact, worlds }: Prepared, codes: ReadonlySet<ImpactCode>): readonly string[] {
  if (!worlds) return [];
  const ids = impact
    .filter(({ code }) => codes.has(code))
    .flatMap(({ account, people }) =>
      people.map((name) => worlds.before.accounts.get(account)?.people.get(nameKey(name))?.id ?? null),
    );
  return [...new Set(ids.filter((id) => id !== null))];
}

const ends = [
  'DELETE FROM link WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[]) AND used_at IS NULL',
  'DELETE FROM invitation WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[]) AND used_at IS NULL',
];

/**
 * Does what the plan says of people's access, in its own transaction: sessions end of whom it signs out, and what was sent to whom it
 * disables opens nothing any more. Keys need no end: who owns them is looked at with each request.
 */
export async function endAccess(tx: Tx, organisationId: string, prepared: Prepared): Promise<void> {
  const signedOut = peopleHit(prepared, new Set(['signed-out', 'disabled', 'locked-out']));
  if (signedOut.length > 0) await endSessionsOf(tx, organisationId, signedOut);
  const disabled = peopleHit(prepared, new Set(['disabled']));
  if (disabled.length === 0) return;
  for (const statement of ends) await execute(tx, statement, organisationId, disabled);
}
