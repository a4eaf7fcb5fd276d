import type { JsonObject } from '../../../schemas/contract/json.ts';

/** What is sent: type, time of the event, and data (Standard Webhooks, "Payload structure"). The same in every attempt. */
interface WebhookBody {
  readonly type: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly data: JsonObject;
}

/** A webhook's message in the outbox. Where it goes and how it is signed is read when it is sent. */
export interface WebhookPayload {
  readonly accountId: string;
  /** Name of the declared webhook. */
  readonly webhook: string;
  readonly body: WebhookBody;
}
