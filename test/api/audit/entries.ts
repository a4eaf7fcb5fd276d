import { uuidv7 } from 'uuidv7';
import type { NewEntry } from '../../../api/audit/entry.ts';
import { recordEntries } from '../../../api/audit/record.ts';
import type { Database } from '../../../api/database/database.ts';
import { rows } from '../../../api/database/transaction.ts';
import type { RequestContext } from '../../../api/request/context.ts';

/** The context of somebody in an organisation that is there. */
export async function contextIn(
  database: Database,
  organisation: string,
  name: string,
): Promise<RequestContext> {
  const [found] = await database.snapshot((tx) =>
    rows<{ id: string }>(tx, 'SELECT id FROM organisation WHERE name = $1', organisation),
  );
  return {
    organisationId: found?.id ?? '',
    organisation,
    ip: '192.0.2.7',
    requestId: 'request-of-the-tests',
    actor: {
      type: 'user',
      id: uuidv7(),
      name,
      account: organisation,
      main: true,
      permissions: new Set(['*']),
    },
  };
}

export interface Writing {
  readonly database: Database;
  readonly context: RequestContext;
  /** ISO 8601. */
  readonly at: string;
}

/** Writes entries as of a time. */
export async function write(
  { database, context, at }: Writing,
  entries: readonly Partial<NewEntry>[],
): Promise<void> {
  const deps = { now: () => new Date(at), newId: uuidv7 };
  const whole = entries.map(
    (entry): NewEntry => ({
      item: 'Team',
      action: 'Update',
      status: 'success',
      description: 'Group updated',
      ...entry,
    }),
  );
  await database.write((tx) => recordEntries(tx, deps, context, whole));
}
