import type { DeclarationOrigin } from './declaration.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Json, JsonObject } from './json.ts';

/** Version of the plan's public JSON form. Additions keep it; anything else raises it. */
export const planVersion = '1.0';

/**
 * What happens to a resource.
 * `create`, `update`, `delete` as everywhere; `move` is a rename (with or without field changes); `adopt` takes over
 * what exists (with or without field changes); `disable` is the pruning of what must not vanish (a user, an account);
 * `release` ends the set's ownership and leaves the resource as it is.
 */
export type Action = 'create' | 'update' | 'move' | 'adopt' | 'disable' | 'delete' | 'release';

/** Why the action is due: Terraform's `action_reason`. */
export type ActionReason =
  | 'declared' // a manifest says so
  | 'exists-already' // adopt: it was there before it was declared
  | 'renamed' // metadata.previously
  | 'no-longer-declared' // pruned
  | 'by-hand'; // console or API

export type RiskLevel = 'none' | 'low' | 'medium' | 'high';

export interface SourcePosition {
  readonly file: string;
  readonly line: number;
}

/** One field that differs. For lists that are sets, `added` and `removed` are the difference itself. */
export interface FieldChange {
  /** JSON pointer relative to `spec`; keyed lists by key: `/subscriptions/money/events`. */
  readonly path: string;
  /** Absent where the field has no own value. */
  readonly before?: Json;
  readonly after?: Json;
  readonly added?: readonly Json[];
  readonly removed?: readonly Json[];
  readonly source?: SourcePosition;
  /** The value is a secret: `before` and `after` say only that it differs. */
  readonly sensitive?: true;
  /** How text output abbreviates the value. */
  readonly display?: 'certificate' | 'image' | 'multiline';
}

export interface ResourceChange {
  readonly address: string;
  readonly kind: string;
  readonly account: string | null;
  readonly name: string | null;
  /** Former address of a `move`. */
  readonly previous_address?: string;
  readonly change: {
    /** Terraform's vocabulary, for policy tools: `["create"]`, `["update"]`, `["delete"]`, `["no-op"]`. */
    readonly actions: readonly ('create' | 'update' | 'delete' | 'no-op')[];
    /** Own values before; null for a create. */
    readonly before: JsonObject | null;
    /** Own values after; null for a delete. */
    readonly after: JsonObject | null;
  };
  readonly action: Action;
  readonly action_reason: ActionReason;
  readonly fields: readonly FieldChange[];
  readonly source?: SourcePosition;
}

/** A value that an account ends up with and did not have before, and where it comes from. */
export interface EffectiveChange {
  readonly account: string;
  readonly kind: string;
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
  /** `platform`, `SettingsTemplate/eu-baseline`, or the address of the account's own manifest. */
  readonly beforeFrom: string;
  readonly afterFrom: string;
}

export type ImpactCode =
  | 'locked-out'
  | 'must-use-sso'
  | 'must-enrol-second-factor'
  | 'must-change-password'
  | 'password-expires'
  | 'will-be-disabled'
  | 'will-be-locked'
  | 'signed-out'
  | 'loses-seat'
  | 'gains-seat'
  | 'loses-conversations'
  | 'gains-permission'
  | 'loses-permission'
  | 'removed'
  | 'disabled'
  | 'invited'
  | 'threshold-crossed'
  | 'limit-reached'
  | 'certificate-expires'
  | 'hostname-changes'
  | 'initiation-url-changes'
  | 'weakens';

/** What the plan does to people, or to an account, for one reason. */
export interface Impact {
  readonly code: ImpactCode;
  readonly account: string;
  /** Usernames, sorted; empty for effects on the account itself. */
  readonly people: readonly string[];
  /** One plain sentence: `must enrol a second factor at the next sign-in`. */
  readonly detail: string;
  /** Addresses of the changes that cause it. */
  readonly causes: readonly string[];
}

export interface Risk {
  readonly level: RiskLevel;
  readonly reasons: readonly {
    readonly level: RiskLevel;
    readonly address: string;
    readonly detail: string;
  }[];
}

/** What an apply sets off outside the database. */
export interface Outbound {
  readonly mails: number;
  readonly sessionsEnded: number;
  readonly webhooks: number;
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly move: number;
  readonly adopt: number;
  readonly disable: number;
  readonly delete: number;
  readonly release: number;
  readonly unchanged: number;
}

export type PlanStatus =
  | 'planned'
  | 'waiting'
  | 'approved'
  | 'rejected'
  | 'applied'
  | 'stale'
  | 'refused'
  | 'nothing-to-do';

/** How far a plan is agreed to. */
export interface Approval {
  /** Of the rule that asks for, or lacks, most; 0: nothing is asked for. */
  readonly needed: number;
  readonly given: number;
  readonly missing: number;
  readonly rules: readonly {
    /** Who may agree, in words. */
    readonly approvers: string;
    readonly from: JsonObject;
    readonly needed: number;
    readonly given: number;
    readonly missing: number;
  }[];
  readonly decisions: readonly {
    readonly by: string;
    readonly at: string;
    readonly decision: 'approve' | 'reject';
    readonly comment: string | null;
  }[];
}

/** The public form of a plan. Text, markdown and console are drawn from it and from nothing else. */
export interface Plan {
  readonly formatVersion: typeof planVersion;
  /** null where there is nothing to apply: such a plan is not stored. */
  readonly id: string | null;
  readonly organisation: string;
  readonly set: string | null;
  readonly status: PlanStatus;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly source: DeclarationOrigin;
  readonly resource_changes: readonly ResourceChange[];
  readonly effective: readonly EffectiveChange[];
  readonly impact: readonly Impact[];
  readonly risk: Risk;
  readonly outbound: Outbound;
  readonly summary: PlanSummary;
  /** Approvals that the organisation's ChangePolicy asks for at this risk. */
  readonly approvals: readonly { readonly count: number; readonly from: JsonObject }[];
  /** How far it is agreed to, where anything is asked for or was said. */
  readonly approval?: Approval;
  /** Warnings, and the errors for which the plan cannot be applied (`status: refused`). */
  readonly diagnostics: readonly Diagnostic[];
  /** SHA-256, hex, over the sorted changes, takeovers and format version. */
  readonly digest: string;
  readonly appliedAt?: string;
}

/** A plan without its changes: whose it is, what it does to people, and what became of it. */
export type PlanHead = Omit<Plan, 'resource_changes' | 'effective'>;

/** The part of a plan that stays small when it changes much. */
export function headOf({ resource_changes: _changes, effective: _effective, ...head }: Plan): PlanHead {
  return head;
}
