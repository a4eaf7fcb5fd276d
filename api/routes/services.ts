import type { applyPlan } from '../commit/apply.ts';
import type { editResource } from '../commit/edit.ts';
import type { planDeclaration } from '../commit/plan.ts';
import type { Deps } from '../request/context.ts';
import type { Metrics } from './metrics.ts';

/** The one way to change anything; passed in, so that routes are wired by arguments like everything else. */
export interface Commit {
  readonly planDeclaration: typeof planDeclaration;
  readonly applyPlan: typeof applyPlan;
  readonly editResource: typeof editResource;
}

/** What routes call. */
export interface Services {
  readonly deps: Deps;
  readonly commit: Commit;
  readonly metrics: Metrics;
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** Whom to ask for more seats; null: the vendor has not said. */
  readonly vendorContact: string | null;
}
