import type { JsonObject } from '../../schemas/contract/json.ts';
import { insertRows, type Tx } from '../database/transaction.ts';
import type { Deps } from '../request/context.ts';
import { type DeclaredNotifications, isAbout, readDeclared } from './declared.ts';
import type { EventName } from './events.ts';
import { enqueueMails } from './mail/enqueue-mail.ts';
import { outboxColumns, outboxRow } from './outbox/row.ts';
import { findRecipients, type Recipient } from './recipients.ts';
import type { WebhookPayload } from './webhooks/payload.ts';

/** Something that happened and that people may want to know. */
export interface NotifiedEvent {
  readonly event: EventName;
  /** Name of the account that it is about; what concerns the whole organisation: its main account. */
  readonly account: string;
  /** One sentence in plain words. */
  readonly text: string;
  /** For programs: goes to webhooks as it is, so never a secret. */
  readonly detail?: JsonObject;
  /** Ids of the users that it is about; they stand in the detail. */
  readonly about?: readonly string[];
}

type Place = { readonly organisationId: string; readonly now: Date };
type Ids = Pick<Deps, 'now' | 'newId'>;

const notificationColumns = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  event: 'text',
  text: 'text',
  detail: 'jsonb',
  created_at: 'timestamptz',
};

function detailOf({ account, detail = {}, about = [] }: NotifiedEvent): JsonObject {
  return { ...detail, account, ...(about.length === 0 ? {} : { users: [...about] }) };
}

function listRow(
  deps: Ids,
  { organisationId, now }: Place,
  happened: NotifiedEvent,
  { userId }: Recipient,
): object {
  const { event, text } = happened;
  return {
    organisation_id: organisationId,
    id: deps.newId(),
    user_id: userId,
    event,
    text,
    detail: detailOf(happened),
    created_at: now.toISOString(),
  };
}

async function enqueueWebhooks(
  tx: Tx,
  deps: Ids,
  { organisationId, now }: Place,
  declared: DeclaredNotifications,
  happened: NotifiedEvent,
): Promise<void> {
  const { event, text } = happened;
  const { organisation, accountId } = declared;
  const body = {
    type: event,
    timestamp: now.toISOString(),
    data: { organisation, text, ...detailOf(happened) },
  };
  const payloads: WebhookPayload[] = declared.webhooks
    .filter((webhook) => isAbout(webhook, event) && webhook.url !== undefined)
    .map(({ name }) => ({ accountId, webhook: name, body }));
  const made = payloads.map((payload) => outboxRow(deps, organisationId, 'webhook', payload));
  await insertRows(tx, 'outbox', outboxColumns, made);
}

/**
 * Tells of an event everybody who is subscribed to it, in the transaction in which it happens: the rows of their lists, the mails and the
 * webhooks' messages that the outbox then delivers. A fixed number of statements, however many people; two where nobody is subscribed,
 * and nothing is written then. An account that is not there has nobody to tell.
 */
export async function notify(
  tx: Tx,
  deps: Ids,
  organisationId: string,
  happened: NotifiedEvent,
): Promise<void> {
  const declared = await readDeclared(tx, organisationId, { name: happened.account });
  if (declared === undefined) return;
  const { event, account, text } = happened;
  const place = { organisationId, accountId: declared.accountId, now: deps.now() };
  const subscriptions = declared.subscriptions.filter((subscription) => isAbout(subscription, event));
  const recipients = await findRecipients(tx, place, event, subscriptions);
  const inConsole = recipients.filter(({ channel }) => channel === 'console');
  const byMail = recipients.filter(({ channel }) => channel === 'email');
  const listed = inConsole.map((recipient) => listRow(deps, place, happened, recipient));
  const detail = detailOf(happened);
  await insertRows(tx, 'notification', notificationColumns, listed);
  await enqueueMails(
    tx,
    deps,
    organisationId,
    byMail.map(({ userId }) => ({ template: 'notification', userId, event, account, text, detail })),
  );
  await enqueueWebhooks(tx, deps, place, declared, happened);
}
