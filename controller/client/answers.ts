import type { DeclarationOrigin, DocumentMetadata } from '../../schemas/contract/declaration.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import type { PlanStatus, PlanSummary, RiskLevel } from '../../schemas/contract/plan.ts';

/** One page of a list; `next` is the cursor of the following one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A plan in a list. */
export interface PlanRow {
  readonly id: string;
  readonly set: string | null;
  readonly status: PlanStatus;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly risk: RiskLevel;
  readonly summary: PlanSummary;
  readonly source: DeclarationOrigin;
}

/** A resource as it is: own values only. */
export interface ResourceItem {
  readonly address: string;
  readonly kind: string;
  readonly metadata: DocumentMetadata;
  readonly spec: JsonObject;
  readonly version: number;
  readonly owners: readonly { readonly set: string; readonly file?: string; readonly line?: number }[];
  /** `sso`, `scim`: kept by the identity provider. */
  readonly origin?: string;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly type: string; readonly id: string | null; readonly name: string };
  readonly item: string;
  readonly action: string;
  readonly status: string;
  readonly description: string;
  readonly account: string | null;
  readonly address: string | null;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly plan: string | null;
  readonly commit: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly detail: Json;
}

export interface Identified {
  readonly organisation: string;
  readonly account: string | null;
  readonly actor: { readonly type: string; readonly name: string };
  readonly permissions: readonly string[];
}

/** What making an organisation hands over, once. */
export interface CreatedOrganisation {
  readonly organisation: string;
  readonly account: string;
  readonly apiKey: string;
  readonly invitationUrl: string;
}
