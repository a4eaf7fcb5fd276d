import type { Json, JsonObject } from '../../schemas/contract/json.ts';

export type AuditStatus = 'success' | 'failure';

/** What happened, told by who did it; who, when and from where come from the request's context. */
export interface NewEntry {
  readonly item: string;
  readonly action: string;
  readonly status: AuditStatus;
  readonly description: string;
  readonly account?: string | null;
  /** The person who did it, by the name that another service knows him by; left out: who acts here. */
  readonly by?: string;
  readonly address?: string;
  readonly planId?: string | null;
  readonly commit?: string;
  readonly file?: string;
  readonly line?: number;
  /** before, after, reason ...: never a secret. */
  readonly detail?: JsonObject;
}

/** The public form of an audit entry. */
export interface AuditEntry {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly actor: {
    readonly type: 'user' | 'service-account' | 'operator' | 'system' | 'anonymous';
    readonly id: string | null;
    readonly name: string;
  };
  readonly item: string;
  readonly action: string;
  readonly status: AuditStatus;
  readonly description: string;
  readonly account: string | null;
  readonly address: string | null;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly plan: string | null;
  readonly commit: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly detail: { readonly [key: string]: Json };
}
