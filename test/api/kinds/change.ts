import type { Change } from '../../../controller/reconcile/change.ts';
import { diffValues } from '../../../controller/reconcile/diff.ts';
import { canonicalValues } from '../../../controller/reconcile/values.ts';
import { formatAddress } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { Action } from '../../../schemas/contract/plan.ts';
import type { Kind } from '../../../schemas/semantics.ts';

/** What a test says of a change; the rest follows. */
export interface Draft {
  readonly account?: string | null;
  readonly name?: string | null;
  readonly before?: JsonObject | null;
  readonly after?: JsonObject | null;
  readonly action?: Action;
  readonly previousName?: string;
  /** What the set declares; absent: all of `after`. */
  readonly declared?: JsonObject | null;
}

function actionOf({ before = null, after = null, previousName }: Draft): Action {
  if (previousName !== undefined) return 'move';
  if (before === null) return 'create';
  return after === null ? 'delete' : 'update';
}

/** A change as `reconcile` makes it, from canonical values and the one diff. */
export function changeOf(kind: string, draft: Draft): Change {
  const { account = null, name = null, previousName } = draft;
  const canonical = (values: JsonObject | null | undefined) =>
    values ? canonicalValues(kind as Kind, values) : null;
  const [before, after] = [canonical(draft.before), canonical(draft.after)];
  return {
    kind,
    account,
    name,
    address: formatAddress({ kind, account, name }),
    id: before === null ? null : `id of ${kind} ${account} ${name}`,
    action: draft.action ?? actionOf(draft),
    reason: 'declared',
    ...(previousName === undefined ? {} : { previousName }),
    before,
    after,
    fields: diffValues(kind as Kind, before, after),
    lastApplied: draft.declared === undefined ? after : canonical(draft.declared),
  };
}
