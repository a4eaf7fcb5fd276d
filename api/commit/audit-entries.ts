import type { Change } from '../../controller/reconcile/change.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { NewEntry } from '../audit/entry.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import { publicFields } from './public-form.ts';

/** What every entry of one apply (or of one edit by hand) says. */
export interface AuditFrame {
  readonly planId: string | null;
  readonly commit?: string;
  /** Why a managed field was changed by hand. */
  readonly reason?: string;
}

function fieldsDetail(change: Change): Json {
  return publicFields(change).map(({ path, before, after, added, removed, sensitive }) => ({
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(added ? { added: [...added] } : {}),
    ...(removed ? { removed: [...removed] } : {}),
    ...(sensitive ? { sensitive } : {}),
  }));
}

function detailOf(change: Change, frame: AuditFrame): JsonObject {
  return {
    change: change.action,
    reason: frame.reason ?? change.reason,
    fields: fieldsDetail(change),
  };
}

/** An account sees what is done to itself, although its resource belongs to the organisation. */
function accountOf({ kind, account, name }: Change): string | null {
  return kindInfo(kind as Kind).provides === 'accounts' ? name : account;
}

function entriesOf(change: Change, frame: AuditFrame): readonly NewEntry[] {
  const told = kindModules.get(change.kind)?.audit(change) ?? [];
  return told.map((entry) => ({
    ...entry,
    status: 'success' as const,
    account: accountOf(change),
    address: change.address,
    planId: frame.planId,
    ...(frame.commit === undefined ? {} : { commit: frame.commit }),
    ...(change.source ? { file: change.source.file, line: change.source.line } : {}),
    detail: detailOf(change, frame),
  }));
}

/** The audit entries of a plan's changes, in the words of the catalogue; each knows plan, commit, file and line. */
export function auditEntries(changes: readonly Change[], frame: AuditFrame): readonly NewEntry[] {
  return changes.flatMap((change) => entriesOf(change, frame));
}
