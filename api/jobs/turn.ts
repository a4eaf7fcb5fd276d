import { execute, rows, type Tx } from '../database/transaction.ts';
import type { Place } from './job.ts';

/**
 * A job's turn in an organisation is one row of `seen_event`, type `job`: its key is the job, its time says when it is due again. Whoever
 * moves that time has the turn; while he works it stands as far ahead as any run takes, so that a replica which dies lets go of it.
 *
 * pg-boss was tried for this and not taken: its schema is made by scripts of its own with BEGIN and COMMIT in them, beside our migrations, and
 * its queries ask for types that do not pass through a `Tx` (`regclass` to begin with), so it would need the root client, which on PGlite
 * nobody but `api/database` may have; and it plans by the database's clock, where ours is passed in.
 */
const type = 'job';

/** A job that is due in an organisation. */
export interface Turn extends Place {
  readonly job: string;
}

/** Turns that are due, the longest due first; those that never came before all. Reads only. */
export function findTurns(tx: Tx, jobs: readonly string[], now: Date, limit: number): Promise<Turn[]> {
  return rows<Turn>(
    tx,
    `SELECT o.id AS "organisationId", o.name AS organisation, job FROM organisation o CROSS JOIN unnest($1::text[]) AS job
     LEFT JOIN seen_event s ON s.organisation_id = o.id AND s.type = '${type}' AND s.key = job
     WHERE s.at IS NULL OR s.at <= $2::timestamptz
     ORDER BY s.at NULLS FIRST, o.id, job LIMIT $3::int`,
    jobs,
    now.toISOString(),
    limit,
  );
}

/** Takes a turn until then. False: another replica has it. */
export async function takeTurn(
  tx: Tx,
  { organisationId, job }: Turn,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<boolean> {
  const taken = await execute(
    tx,
    `INSERT INTO seen_event (organisation_id, type, key, at) VALUES ($1::uuid, '${type}', $2, $4::timestamptz)
     ON CONFLICT (organisation_id, type, key) DO UPDATE SET at = excluded.at WHERE seen_event.at <= $3::timestamptz`,
    organisationId,
    job,
    now.toISOString(),
    until.toISOString(),
  );
  return taken > 0;
}

/** Says when the turn comes again. */
export async function endTurn(tx: Tx, { organisationId, job }: Turn, next: Date): Promise<void> {
  await execute(
    tx,
    `UPDATE seen_event SET at = $3::timestamptz WHERE organisation_id = $1::uuid AND type = '${type}' AND key = $2`,
    organisationId,
    job,
    next.toISOString(),
  );
}
