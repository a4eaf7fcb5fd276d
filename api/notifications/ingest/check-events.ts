import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import { rows, type Tx } from '../../database/transaction.ts';
import { reaches } from '../../identity/permissions.ts';
import type { RequestContext } from '../../request/context.ts';
import { Refusal } from '../../request/refusal.ts';
import type { ReportedEvent } from './event.ts';
import { matchCatalogue } from './match-catalogue.ts';

type Mistake = Pick<Diagnostic, 'code' | 'summary' | 'remedy'> & { readonly field: string };

/** The accounts of the organisation among those named. */
async function readAccounts(
  tx: Tx,
  organisationId: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await rows<{ name: string }>(
    tx,
    'SELECT name FROM account WHERE organisation_id = $1::uuid AND name = ANY($2::text[])',
    organisationId,
    [...new Set(names)],
  );
  return new Set(found.map(({ name }) => name));
}

function mistakeIn(event: ReportedEvent, accounts: ReadonlySet<string>): Mistake | undefined {
  if (!accounts.has(event.account)) {
    return {
      field: 'account',
      code: 'event/unknown-account',
      summary: `there is no account ${event.account}`,
      remedy: 'write the name of an account that you reach',
    };
  }
  if (event.type !== 'audit') return undefined;
  const matched = matchCatalogue(event);
  return 'code' in matched ? { ...matched, field: 'description' } : undefined;
}

/**
 * Holds events against the accounts that the caller reaches, and against the catalogue. What he does not reach is not there.
 *
 * @param single the events came as one, not as a batch: mistakes point into the body accordingly
 * @throws Refusal 422 that lists every mistake
 */
export async function checkEvents(
  tx: Tx,
  { organisationId, actor }: RequestContext,
  events: readonly ReportedEvent[],
  single: boolean,
): Promise<void> {
  const named = events.map(({ account }) => account).filter((account) => reaches(actor, account));
  const accounts = await readAccounts(tx, organisationId, named);
  const diagnostics = events.flatMap((event, index): Diagnostic[] => {
    const mistake = mistakeIn(event, accounts);
    if (mistake === undefined) return [];
    const { field, ...told } = mistake;
    return [{ severity: 'error', ...told, pointer: `${single ? '' : `/events/${index}`}/${field}` }];
  });
  const [first] = diagnostics;
  if (first === undefined) return;
  throw new Refusal(422, 'event/refused', `${first.summary}. Nothing of the request was taken.`, {
    remedy: 'correct what is named, and send all of it again',
    diagnostics,
  });
}
