import type { JsonObject } from '../../schemas/contract/json.ts';
import { redactText } from '../../schemas/contract/secret-form.ts';
import { execute, preparedMark, type Tx } from '../database/transaction.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import type { Refusal } from '../request/refusal.ts';
import type { NewEntry } from './entry.ts';
import { redact } from './redact.ts';

/** `account_id` is looked up in the same statement: a later account of the same name does not see these entries. */
const statement = `${preparedMark}
  INSERT INTO audit_entry (organisation_id, id, at, actor_type, actor_id, actor, item, action, status, description,
    account, account_id, address, ip, request_id, plan_id, commit, file, line, detail)
  SELECT $1::uuid, entry.id, $2::timestamptz, CASE WHEN entry."by" IS NULL THEN $3 ELSE 'user' END,
    CASE WHEN entry."by" IS NULL THEN $4::uuid END, coalesce(entry."by", $5), entry.item, entry.action, entry.status, entry.description,
    entry.account, account.id, entry.address, $6, $7, entry."planId", entry.commit, entry.file, entry.line, entry.detail
  FROM jsonb_to_recordset($8::jsonb) AS entry(id uuid, "by" text, item text, action text, status text, description text, account text,
    address text, "planId" uuid, commit text, file text, line int, detail jsonb)
  LEFT JOIN account ON account.organisation_id = $1::uuid AND account.name = entry.account`;

function prepared(entry: NewEntry, id: string): object {
  return { ...entry, id, description: redactText(entry.description), detail: redact(entry.detail ?? {}) };
}

/**
 * Writes audit entries in the transaction of what they tell of, all with one statement. Takes no lock.
 * Secrets do not belong in an entry; what looks like one is taken out.
 */
export async function recordEntries(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  context: RequestContext,
  entries: readonly NewEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const { actor } = context;
  await execute(
    tx,
    statement,
    context.organisationId,
    deps.now().toISOString(),
    actor.type,
    actor.id,
    actor.name,
    context.ip,
    context.requestId,
    JSON.stringify(entries.map((entry) => prepared(entry, deps.newId()))),
  );
}

/** What was refused: the action in the words of the audit log, and what it was about. */
export interface RefusedAction {
  readonly item: string;
  readonly action: string;
  readonly description: string;
  readonly address?: string;
  readonly account?: string | null;
  readonly planId?: string | null;
}

/** Refusals name at most this many reasons in the log. */
const shownReasons = 20;

function reasonsOf({ code, message, diagnostics }: Refusal): JsonObject {
  const reasons = diagnostics.slice(0, shownReasons).map(({ code: reason, summary, address }) => ({
    code: reason,
    summary,
    ...(address === undefined ? {} : { address }),
  }));
  return { code, reason: message, ...(reasons.length === 0 ? {} : { reasons }) };
}

/**
 * Records a refused action, in a transaction of its own: that of the action was rolled back. It stands in the account
 * of the one who tried unless it names another.
 */
export async function recordRefusal(
  deps: Deps,
  context: RequestContext,
  refusal: Refusal,
  about: RefusedAction,
): Promise<void> {
  const account = about.account ?? context.actor.account;
  const entry: NewEntry = { ...about, account, status: 'failure', detail: reasonsOf(refusal) };
  await deps.database.write((tx) => recordEntries(tx, deps, context, [entry]));
}
