import type { NotificationsSpec } from '../../schemas/generated/types.ts';
import { rows, type Tx } from '../database/transaction.ts';
import type { EventName } from './events.ts';

export type Subscription = NonNullable<NotificationsSpec['subscriptions']>[number];
export type DeclaredWebhook = NonNullable<NotificationsSpec['webhooks']>[number];

/** What an account ends up with in `Notifications`, after templates. */
export interface DeclaredNotifications {
  readonly accountId: string;
  readonly organisation: string;
  readonly account: string;
  readonly subscriptions: readonly Subscription[];
  readonly webhooks: readonly DeclaredWebhook[];
}

interface Row {
  readonly accountId: string;
  readonly organisation: string;
  readonly account: string;
  readonly value: NotificationsSpec | null;
}

/**
 * The effective `Notifications` of an account, by its name or its id.
 *
 * @returns undefined where there is no such account
 */
export async function readDeclared(
  tx: Tx,
  organisationId: string,
  account: { readonly name: string } | { readonly id: string },
): Promise<DeclaredNotifications | undefined> {
  const [condition, key] = 'id' in account ? ['a.id = $2::uuid', account.id] : ['a.name = $2', account.name];
  const [found] = await rows<Row>(
    tx,
    `SELECT a.id AS "accountId", o.name AS organisation, a.name AS account, e.value
     FROM account a JOIN organisation o ON o.id = a.organisation_id
     LEFT JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'Notifications'
     WHERE a.organisation_id = $1::uuid AND ${condition}`,
    organisationId,
    key,
  );
  if (found === undefined) return undefined;
  const { value, ...place } = found;
  return { ...place, subscriptions: value?.subscriptions ?? [], webhooks: value?.webhooks ?? [] };
}

/** Whether a subscription or webhook is about an event. */
export function isAbout({ events = [] }: Subscription | DeclaredWebhook, event: EventName): boolean {
  return events.includes(event);
}
