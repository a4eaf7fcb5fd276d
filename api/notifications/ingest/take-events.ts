import type { NewEntry } from '../../audit/entry.ts';
import { recordEntries } from '../../audit/record.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Deps, RequestContext } from '../../request/context.ts';
import { notify } from '../notify.ts';
import { balanceText, isLow } from './balance.ts';
import { checkEvents } from './check-events.ts';
import type { AuditEvent, BalanceEvent, CampaignEvent, ReportedEvent } from './event.ts';
import { matchCatalogue } from './match-catalogue.ts';
import { forgetSeen, noteSeen } from './seen-events.ts';

/** How many events were taken, and how many had been taken before. */
export interface Taken {
  readonly taken: number;
  readonly repeated: number;
}

interface Ingest {
  readonly tx: Tx;
  readonly deps: Deps;
  readonly context: RequestContext;
}

/** Ids are each service's own. */
function keyOf({ actor }: RequestContext, { id }: ReportedEvent): string {
  return JSON.stringify([actor.id ?? actor.name, id]);
}

function entryOf(event: AuditEvent, reporter: string): readonly NewEntry[] {
  const matched = matchCatalogue(event);
  if ('code' in matched) return [];
  const { account, at, id, user, detail = {} } = event;
  return [
    {
      ...matched,
      account,
      ...(user === undefined ? {} : { by: user }),
      detail: { ...detail, event: id, occurredAt: at, reportedBy: reporter },
    },
  ];
}

/** Every report is a `balance` event; going below the threshold is a `low-balance` one, once until it is above again. */
async function takeBalance({ tx, deps, context }: Ingest, event: BalanceEvent): Promise<void> {
  const { organisationId } = context;
  const { account, amount, currency, threshold, at } = event;
  const detail = { amount, currency, at, ...(threshold === undefined ? {} : { threshold }) };
  const happened = { account, text: balanceText(event), detail };
  await notify(tx, deps, organisationId, { ...happened, event: 'balance' });
  const place = { organisationId, type: 'low-balance', at: deps.now() };
  const key = JSON.stringify([account, currency]);
  if (!isLow(event)) return forgetSeen(tx, place, key);
  const crossed = await noteSeen(tx, place, [key]);
  if (crossed.has(key)) await notify(tx, deps, organisationId, { ...happened, event: 'low-balance' });
}

async function takeCampaign({ tx, deps, context }: Ingest, event: CampaignEvent): Promise<void> {
  const { account, campaign, state, at, detail = {} } = event;
  await notify(tx, deps, context.organisationId, {
    event: 'campaign',
    account,
    text: `Campaign ${campaign} is ${state}.`,
    detail: { ...detail, campaign, state, at },
  });
}

/** Those that were never taken, each once, in the order in which they came. */
async function onlyNew(
  { tx, deps, context }: Ingest,
  events: readonly ReportedEvent[],
): Promise<readonly ReportedEvent[]> {
  const byKey = new Map(events.toReversed().map((event) => [keyOf(context, event), event]));
  const place = { organisationId: context.organisationId, type: 'ingest', at: deps.now() };
  const fresh = await noteSeen(tx, place, [...byKey.keys()]);
  return events.filter((event) => {
    const key = keyOf(context, event);
    return fresh.has(key) && byKey.get(key) === event;
  });
}

/**
 * Takes in what another service reports: audit entries, balances, campaigns. All of it or nothing, in one transaction, and each event once.
 *
 * @param single the events came as one, not as a batch
 * @throws Refusal 422 where one of them is none of the catalogue, or of an account that the caller does not reach
 */
export function takeEvents(
  deps: Deps,
  context: RequestContext,
  events: readonly ReportedEvent[],
  single: boolean,
): Promise<Taken> {
  return deps.database.write(async (tx) => {
    await checkEvents(tx, context, events, single);
    const ingest = { tx, deps, context };
    const fresh = await onlyNew(ingest, events);
    const audited = fresh.filter((event) => event.type === 'audit');
    await recordEntries(
      tx,
      deps,
      context,
      audited.flatMap((event) => entryOf(event, context.actor.name)),
    );
    for (const event of fresh) {
      if (event.type === 'balance') await takeBalance(ingest, event);
      if (event.type === 'campaign') await takeCampaign(ingest, event);
    }
    return { taken: fresh.length, repeated: events.length - fresh.length };
  });
}
