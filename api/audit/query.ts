import { type Parameter, rows, type Tx } from '../database/transaction.ts';
import type { AuditEntry } from './entry.ts';
import type { AuditFilter } from './filter.ts';
import { searchConditions } from './search-conditions.ts';

/** The entry that a page ends with; the next page begins after it. */
export interface AuditPosition {
  readonly at: string;
  readonly id: string;
}

const columns = `id, at, json_build_object('type', actor_type, 'id', actor_id, 'name', actor) AS actor, item, action, status,
  description, account, address, ip, request_id AS "requestId", plan_id AS plan, commit, file, line, detail`;

const words = 'audit_words(organisation_id, description, actor, account, address, item, action)';

/**
 * An account's entries are those of the account that has the name now; one that had it before was another. Entries of an
 * account that is gone have no id, or one that nobody has: only the main account sees them.
 */
const ofAccounts = (names: string): string =>
  `(account = ANY(${names}) AND account_id IN (SELECT a.id FROM account a WHERE a.organisation_id = $1::uuid AND a.name = ANY(${names})))`;

/** Each filter that is there, as a condition on its parameter. */
function conditions(filter: AuditFilter): [(parameter: string) => string, Parameter | undefined][] {
  const equals = (column: string) => (parameter: string) => `${column} = ${parameter}`;
  return [
    [(parameter) => `id = ${parameter}::uuid`, filter.id],
    [(parameter) => `at >= ${parameter}::timestamptz`, filter.from?.toISOString()],
    [(parameter) => `at < ${parameter}::timestamptz`, filter.to?.toISOString()],
    [equals('actor'), filter.user],
    [equals('item'), filter.item],
    [equals('action'), filter.action],
    [equals('status'), filter.status],
    [equals('account'), filter.account],
    [equals('address'), filter.address],
    [(parameter) => `plan_id = ${parameter}::uuid`, filter.plan],
    [(parameter) => `${words} @@ audit_query($1::uuid, ${parameter})`, filter.words],
    [(parameter) => ofAccounts(`${parameter}::text[]`), filter.accounts ?? undefined],
  ];
}

interface Filtered {
  readonly params: Parameter[];
  readonly where: string[];
  readonly add: (value: Parameter) => string;
}

/** The beginning of a statement: what the filter lets through. */
function filtered(organisationId: string, filter: AuditFilter): Filtered {
  const params: Parameter[] = [organisationId];
  const where = ['organisation_id = $1::uuid'];
  const add = (value: Parameter): string => `$${params.push(value)}`;
  for (const [condition, value] of conditions(filter)) {
    if (value !== undefined) where.push(condition(add(value)));
  }
  where.push(...searchConditions(filter.search ?? [], add));
  return { params, where, add };
}

/**
 * One page of entries, newest first, by keyset on (at, id): as fast at the end of the log as at its beginning.
 *
 * @param after the last entry of the page before; null for the first page
 */
export function readAuditPage(
  tx: Tx,
  organisationId: string,
  filter: AuditFilter,
  { after, limit }: { after: AuditPosition | null; limit: number },
): Promise<AuditEntry[]> {
  const { params, where, add } = filtered(organisationId, filter);
  if (after !== null) where.push(`(at, id) < (${add(after.at)}::timestamptz, ${add(after.id)}::uuid)`);
  const statement = `SELECT ${columns} FROM audit_entry WHERE ${where.join(' AND ')}
    ORDER BY at DESC, id DESC LIMIT ${add(limit)}::int`;
  return rows<AuditEntry>(tx, statement, ...params);
}

/**
 * Entries that came after one that is known, oldest first: what a live view adds. None where the known one is not there.
 */
export function readNewerAudit(
  tx: Tx,
  organisationId: string,
  filter: AuditFilter,
  { known, limit }: { known: string; limit: number },
): Promise<AuditEntry[]> {
  const { params, where, add } = filtered(organisationId, filter);
  where.push(
    `(at, id) > (SELECT k.at, k.id FROM audit_entry k WHERE k.organisation_id = $1::uuid AND k.id = ${add(known)}::uuid)`,
  );
  const statement = `SELECT ${columns} FROM audit_entry WHERE ${where.join(' AND ')}
    ORDER BY at, id LIMIT ${add(limit)}::int`;
  return rows<AuditEntry>(tx, statement, ...params);
}
