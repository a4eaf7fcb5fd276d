import { execute, type Tx } from '../database/transaction.ts';
import { type Batch, batchSize, inBatches } from './in-batches.ts';
import type { JobDeps, Place, Summary } from './job.ts';

const day = 24 * 60 * 60 * 1000;

/** Rows of a table that nobody needs any more. */
interface Leftovers {
  readonly table: string;
  /** Its key beside the organisation; ids are in the order of time, so what is old stands first. */
  readonly key: readonly string[];
  /** SQL over table `t`; `$2`: the time before which a row is old. */
  readonly where: string;
  /** How long they are kept, in milliseconds. */
  readonly keptMs: number;
}

/** A session beyond its account's limits is refused whatever stands here; none is longer than this without use. */
const longestSession = 31 * day;

const leftovers: readonly Leftovers[] = [
  {
    table: 'idempotency_key',
    key: ['actor', 'key'],
    where: 't.created_at < $2::timestamptz',
    keptMs: 2 * day,
  },
  {
    table: 'link',
    key: ['id'],
    where: '(t.expires_at < $2::timestamptz OR t.used_at < $2::timestamptz)',
    keptMs: 30 * day,
  },
  {
    table: 'invitation',
    key: ['id'],
    where: '(t.expires_at < $2::timestamptz OR t.used_at < $2::timestamptz)',
    keptMs: 30 * day,
  },
  { table: 'saml_request', key: ['id'], where: 't.expires_at < $2::timestamptz', keptMs: day },
  {
    table: 'saml_assertion',
    key: ['account_id', 'assertion_id'],
    where: 't.expires_at < $2::timestamptz',
    keptMs: day,
  },
  { table: 'known_device', key: ['id'], where: 't.last_used_at < $2::timestamptz', keptMs: 400 * day },
  {
    table: 'api_key',
    key: ['id'],
    where:
      "(t.service_account_id IS NOT NULL AND t.expires_at < $2::timestamptz AND t.expires_at < t.created_at + interval '1 hour')",
    keptMs: day,
  },
  { table: 'session', key: ['id'], where: 't.last_seen_at < $2::timestamptz', keptMs: longestSession },
  {
    table: 'outbox',
    key: ['id'],
    where: '(t.delivered_at < $2::timestamptz OR t.failed_at < $2::timestamptz)',
    keptMs: 30 * day,
  },
  {
    table: 'seen_event',
    key: ['type', 'key'],
    where: `t.type = 'certificate-expiry' AND t.at < $2::timestamptz`,
    keptMs: 400 * day,
  },
  // The day is over long since.
  {
    table: 'seen_event',
    key: ['type', 'key'],
    where: `t.type = 'last-day' AND t.at < $2::timestamptz`,
    keptMs: 30 * day,
  },
  // Longer than a stretch of time is judged.
  {
    table: 'seen_event',
    key: ['type', 'key'],
    where: `t.type = 'unusual-activity' AND t.at < $2::timestamptz`,
    keptMs: 7 * day,
  },
  {
    table: 'activity_count',
    key: ['activity', 'subject', 'starts_at'],
    where: 't.starts_at < $2::timestamptz',
    keptMs: 100 * day,
  },
];

/** One batch. What somebody works with at this moment is left for the next run. */
async function removeBatch(
  tx: Tx,
  { table, key, where }: Leftovers,
  organisationId: string,
  before: string,
): Promise<Batch> {
  const columns = key.map((name) => `"${name}"`).join(', ');
  const changed = await execute(
    tx,
    `DELETE FROM ${table} WHERE organisation_id = $1::uuid AND (${columns}) IN (
       SELECT ${columns} FROM ${table} t WHERE t.organisation_id = $1::uuid AND ${where}
       ORDER BY ${columns} LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)`,
    organisationId,
    before,
  );
  return { last: changed < batchSize ? null : '', changed };
}

/** Removes what nobody needs any more, table by table, in batches: old keys of requests, links, sessions, what was delivered. */
export async function cleanUp(deps: JobDeps, { organisationId }: Place): Promise<Summary> {
  const summary: Record<string, number> = {};
  for (const old of leftovers) {
    const before = new Date(deps.now().getTime() - old.keptMs).toISOString();
    const removed = await inBatches(deps, (tx) => removeBatch(tx, old, organisationId, before));
    summary[old.table] = (summary[old.table] ?? 0) + removed;
  }
  return summary;
}
