import { execute } from '../../database/transaction.ts';
import type { Deps } from '../../request/context.ts';
import type { SessionRow } from './find-session.ts';

/** How old "last seen" may be, in milliseconds, before it is written again. The shortest idle time of a policy is a minute. */
const precision = 10_000;

/** Notes that a session was used, a few times a minute at most. */
export async function noteSessionUse(
  deps: Deps,
  { organisationId, sessionId, lastSeenAt }: SessionRow,
): Promise<void> {
  const now = deps.now();
  if (now.getTime() - Date.parse(lastSeenAt) < precision) return;
  await deps.database.write((tx) =>
    execute(
      tx,
      'UPDATE session SET last_seen_at = greatest(last_seen_at, $3::timestamptz) WHERE organisation_id = $1::uuid AND id = $2::uuid',
      organisationId,
      sessionId,
      now.toISOString(),
    ),
  );
}
