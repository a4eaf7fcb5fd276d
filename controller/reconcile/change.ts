import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Action, ActionReason, FieldChange } from '../../schemas/contract/plan.ts';

/** Where a resource's declaration stands; `lines` by JSON pointer relative to `spec`. */
export interface ChangeSource {
  readonly file: string;
  readonly line: number;
  readonly lines?: Readonly<Record<string, number>>;
}

/**
 * The values that the reconciler compares: the fields of `spec`, and beside them, under names that no spec can have, what
 * a manifest says in `metadata`: `metadata.labels`, `metadata.annotations`, `metadata.onRemoval`.
 */
export type Values = JsonObject;

/** One change to one resource, made in one place (`reconcile`), never altered; plans, writes and audit entries read it. */
export interface Change {
  readonly kind: string;
  /** Account name as it is after the plan; null for resources of the organisation. */
  readonly account: string | null;
  /** null for kinds that are one per account. */
  readonly name: string | null;
  readonly address: string;
  /** null for a create. */
  readonly id: string | null;
  readonly action: Action;
  readonly reason: ActionReason;
  /** Of a move: the name before. */
  readonly previousName?: string;
  readonly previousAddress?: string;
  /** Own values before and after, canonical. null: it does not exist. */
  readonly before: Values | null;
  readonly after: Values | null;
  readonly fields: readonly FieldChange[];
  readonly source?: ChangeSource;
  /** What the set owns afterwards; null: it owns nothing (by hand, delete, release). */
  readonly lastApplied: Values | null;
}
