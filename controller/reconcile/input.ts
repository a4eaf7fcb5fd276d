import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Change, Values } from './change.ts';
import type { ActualResource, DesiredResource } from './resource.ts';

export interface ReconcileInput {
  /** null: changes by hand; they own nothing. */
  readonly set: string | null;
  readonly desired: readonly DesiredResource[];
  /** What is declared, what the set owns, and what either refers to; complete for those, or there is no plan. */
  readonly actual: readonly ActualResource[];
  readonly prune: boolean;
  /** Whether a resource lies within what the set speaks of; a set that was narrowed leaves the rest alone. */
  readonly prunable: (resource: ActualResource) => boolean;
  /** Addresses (folded) whose fields may be taken from another set. */
  readonly takeOver: ReadonlySet<string>;
  /** By hand: the own values that a missing field takes away, by folded address. */
  readonly withdraw?: ReadonlyMap<string, Values>;
  /** Fields that the state of a kind cannot leave unset, and what they are then: no members at all reads as `[]`. */
  readonly always: (kind: string) => Values;
  /** By hand: folded addresses of resources to delete. */
  readonly remove?: ReadonlySet<string>;
}

export interface Reconciled {
  /** Sorted; immutable. */
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unchanged: number;
}
