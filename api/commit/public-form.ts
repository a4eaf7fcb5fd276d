import type { Change } from '../../controller/reconcile/change.ts';
import { semanticsAt } from '../../controller/reconcile/pointer.ts';
import { valuesSemantics } from '../../controller/reconcile/values.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type {
  Action,
  FieldChange,
  Plan,
  PlanStatus,
  PlanSummary,
  ResourceChange,
} from '../../schemas/contract/plan.ts';
import { planVersion } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import type { RequestContext } from '../request/context.ts';
import type { Prepared } from './prepare.ts';
import type { Proposal } from './proposal.ts';

const terraform: Record<Action, ResourceChange['change']['actions']> = {
  create: ['create'],
  update: ['update'],
  move: ['update'],
  adopt: ['no-op'],
  disable: ['update'],
  release: ['no-op'],
  delete: ['delete'],
};

/** Fields as they may be shown: of a secret only that it differs. */
export function publicFields({ fields }: Change): readonly FieldChange[] {
  return fields.map((field) => {
    if (!field.sensitive) return field;
    const { path, source } = field;
    return { path, sensitive: true as const, ...(source ? { source } : {}) };
  });
}

/** Values without those that the schema calls sensitive. */
function publicValues(kind: Kind, values: JsonObject | null): JsonObject | null {
  if (values === null) return null;
  const semantics = valuesSemantics(kind);
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => !semanticsAt(semantics, `/${key}`)?.sensitive),
  );
}

/** A change as everybody sees it. */
export function toResourceChange(change: Change): ResourceChange {
  const { kind, address, account, name, action, reason, previousAddress, source } = change;
  const plain = terraform[action];
  return {
    address,
    kind,
    account,
    name,
    ...(previousAddress === undefined ? {} : { previous_address: previousAddress }),
    change: {
      actions: plain[0] === 'no-op' && change.fields.length > 0 ? ['update'] : plain,
      before: publicValues(kind as Kind, change.before),
      after: publicValues(kind as Kind, change.after),
    },
    action,
    action_reason: reason,
    fields: publicFields(change),
    ...(source ? { source: { file: source.file, line: source.line } } : {}),
  };
}

function summarise({ changes, unchanged }: Prepared): PlanSummary {
  const count = (action: Action) => changes.filter((change) => change.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    move: count('move'),
    adopt: count('adopt'),
    disable: count('disable'),
    delete: count('delete'),
    release: count('release'),
    unchanged,
  };
}

export interface PlanFrame {
  readonly id: string | null;
  readonly status: PlanStatus;
  readonly createdAt: string;
  readonly approvals: Plan['approvals'];
}

/** The plan that everybody sees: what text, markdown, console and policy tools read. */
export function toPlan(
  context: RequestContext,
  proposal: Proposal,
  prepared: Prepared,
  frame: PlanFrame,
): Plan {
  return {
    formatVersion: planVersion,
    id: frame.id,
    organisation: context.organisation,
    set: proposal.set?.name ?? null,
    status: frame.status,
    createdAt: frame.createdAt,
    createdBy: context.actor.name,
    source: proposal.origin,
    resource_changes: prepared.changes.map(toResourceChange),
    effective: prepared.effects,
    impact: prepared.impact,
    risk: prepared.risk,
    outbound: prepared.outbound,
    summary: summarise(prepared),
    approvals: frame.approvals,
    diagnostics: prepared.diagnostics,
    digest: prepared.digest,
  };
}
