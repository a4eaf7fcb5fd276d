import type { JsonObject } from '../../../schemas/contract/json.ts';

interface Common {
  /** Made by the service that reports it: the same event is taken once, however often it is sent. */
  readonly id: string;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly account: string;
}

/** Something that stands in the catalogue of the audit log. */
export interface AuditEvent extends Common {
  readonly type: 'audit';
  readonly item: string;
  readonly action: string;
  readonly outcome: 'success' | 'failure';
  /** As the catalogue has it. */
  readonly description: string;
  /** What stands for the names in the description's brackets, in their order. */
  readonly values?: readonly string[];
  /** The person who did it, by his name there; left out: the service. */
  readonly user?: string;
  readonly detail?: JsonObject;
}

/** An account's balance. Amounts are decimal texts, as in `-12.50`. */
export interface BalanceEvent extends Common {
  readonly type: 'balance';
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Below it the balance is low. */
  readonly threshold?: string;
}

/** What a campaign has come to. */
export interface CampaignEvent extends Common {
  readonly type: 'campaign';
  readonly campaign: string;
  readonly state: CampaignState;
  readonly detail?: JsonObject;
}

export const campaignStates = [
  'scheduled',
  'started',
  'paused',
  'resumed',
  'finished',
  'canceled',
  'failed',
] as const;
type CampaignState = (typeof campaignStates)[number];

/** What another service of the platform reports. */
export type ReportedEvent = AuditEvent | BalanceEvent | CampaignEvent;
