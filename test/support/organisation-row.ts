import { insertRows, type Tx } from '../../api/database/transaction.ts';

/** An organisation as small as the schema allows, for rows that need one. */
export const ORGANISATION = '019abcde-0000-7000-8000-000000000001';

export const insertOrganisation = (tx: Tx, id = ORGANISATION): Promise<number> =>
  insertRows(
    tx,
    'organisation',
    { id: 'uuid', name: 'text', purchased_seats: 'int', defaults: 'jsonb', created_at: 'timestamptz' },
    [{ id, name: `org-${id}`, purchased_seats: 10, defaults: {}, created_at: '2026-11-24T08:30:00.000Z' }],
  );

/** A valid id that is the given number, for rows that only need to differ. */
export const idOf = (number: number): string =>
  `019abcde-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
