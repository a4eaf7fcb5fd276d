import type { Deps } from '../../request/context.ts';

/** What is delivered, and by which sender. */
export type OutboxType = 'mail' | 'webhook';

/** Columns that a new row sets; the others have their defaults. */
export const outboxColumns = {
  organisation_id: 'uuid',
  id: 'uuid',
  type: 'text',
  payload: 'jsonb',
  created_at: 'timestamptz',
};

/** A new row of the outbox. Its id is the id of the message, the same in every attempt. */
export function outboxRow(
  deps: Pick<Deps, 'now' | 'newId'>,
  organisationId: string,
  type: OutboxType,
  payload: object,
): object {
  return {
    organisation_id: organisationId,
    id: deps.newId(),
    type,
    payload,
    created_at: deps.now().toISOString(),
  };
}
