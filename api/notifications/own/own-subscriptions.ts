import { rows, type Tx } from '../../database/transaction.ts';
import { holds } from '../../identity/permissions.ts';
import { isAbout, readDeclared, type Subscription } from '../declared.ts';
import { type Channel, channels, type EventName, eventNames, permissionFor } from '../events.ts';
import { findSubscribers } from '../recipients.ts';
import type { Person } from './own-notifications.ts';

/** A person's own switch. */
export interface Switch {
  readonly event: EventName;
  readonly channel: Channel;
  readonly on: boolean;
}

/** How things stand with one event on one channel, for one person. */
export interface OwnSubscription extends Switch {
  /** What is declared for him, by name. */
  readonly declared: readonly string[];
  /** He cannot switch it off. */
  readonly mandatory: boolean;
  /** He may switch it on for himself; else it is on only where it is declared for him. */
  readonly available: boolean;
  /** His own switch; null: he left it alone. */
  readonly own: boolean | null;
}

/** A person, his account, and what he may do. */
export interface Subscriber extends Person {
  readonly account: string;
  readonly permissions: ReadonlySet<string>;
}

export function readSwitches(tx: Tx, { organisationId, userId }: Person): Promise<Switch[]> {
  return rows<Switch>(
    tx,
    `SELECT event, channel, "on" FROM subscription_switch
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid ORDER BY event, channel`,
    organisationId,
    userId,
  );
}

/** The account's subscriptions that name the person. */
async function readNamed(
  tx: Tx,
  { organisationId, userId, account }: Subscriber,
): Promise<readonly Subscription[]> {
  const declared = await readDeclared(tx, organisationId, { name: account });
  if (declared === undefined) return [];
  const { accountId, subscriptions } = declared;
  const names = await findSubscribers(tx, { organisationId, accountId, userId }, subscriptions);
  return subscriptions.filter(({ name }) => names.has(name));
}

function standing(
  { permissions }: Subscriber,
  named: readonly Subscription[],
  switches: readonly Switch[],
  event: EventName,
  channel: Channel,
): OwnSubscription {
  const about = named.filter((one) => isAbout(one, event) && (one.channels ?? []).includes(channel));
  const own = switches.find((one) => one.event === event && one.channel === channel)?.on ?? null;
  const mandatory = about.some((one) => one.mandatory === true);
  const available = holds(permissions, permissionFor[event]);
  const on = mandatory || (about.length > 0 ? own !== false : own === true && available);
  return { event, channel, on, declared: about.map(({ name }) => name), mandatory, available, own };
}

/** Every event on every channel, as it stands for a person. Three statements. */
export async function readOwnSubscriptions(tx: Tx, person: Subscriber): Promise<readonly OwnSubscription[]> {
  const named = await readNamed(tx, person);
  const switches = await readSwitches(tx, person);
  return eventNames.flatMap((event) =>
    channels.map((channel) => standing(person, named, switches, event, channel)),
  );
}
