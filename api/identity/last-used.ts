import { execute } from '../database/transaction.ts';
import type { Deps } from '../request/context.ts';
import type { Caller } from './caller.ts';

/** How old "last used" may be, in milliseconds, before it is written again: a busy key costs one write in that time. */
const precision = 60_000;

const statement = `
  UPDATE api_key SET last_used_at = $3::timestamptz
  WHERE organisation_id = $1::uuid AND id = $2::uuid
    AND (last_used_at IS NULL OR last_used_at <= $4::timestamptz)`;

/** Notes that a key was used, at most once a minute; does nothing, and asks nothing, where that is known. */
export async function noteKeyUse(deps: Deps, { context, key }: Caller): Promise<void> {
  const now = deps.now();
  const due = new Date(now.getTime() - precision);
  if (key.lastUsedAt !== null && new Date(key.lastUsedAt) > due) return;
  await deps.database.write((tx) =>
    execute(tx, statement, context.organisationId, key.id, now.toISOString(), due.toISOString()),
  );
}
