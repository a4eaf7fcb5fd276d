import { recordEntries } from '../../audit/record.ts';
import { execute, insertRows, type Tx } from '../../database/transaction.ts';
import type { Deps, RequestContext } from '../../request/context.ts';
import { Refusal } from '../../request/refusal.ts';
import { permissionFor } from '../events.ts';
import {
  type OwnSubscription,
  readOwnSubscriptions,
  readSwitches,
  type Subscriber,
  type Switch,
} from './own-subscriptions.ts';

const columns = { organisation_id: 'uuid', user_id: 'uuid', event: 'text', channel: 'text', on: 'boolean' };

const replace = '(organisation_id, user_id, event, channel) DO UPDATE SET "on" = excluded."on"';

function keyOf({ event, channel }: Pick<Switch, 'event' | 'channel'>): string {
  return `${event}/${channel}`;
}

/** @throws Refusal 409 for what is mandatory, 403 for what he may not know, 422 for one event and channel twice */
function check(wanted: readonly Switch[], standing: readonly OwnSubscription[]): void {
  if (new Set(wanted.map(keyOf)).size < wanted.length) {
    throw new Refusal(422, 'subscription/twice', 'An event and channel stands twice in the list.');
  }
  const byKey = new Map(standing.map((one) => [keyOf(one), one]));
  for (const one of wanted) {
    const { mandatory = false, available = false, declared = [] } = byKey.get(keyOf(one)) ?? {};
    if (mandatory && !one.on) {
      throw new Refusal(
        409,
        'subscription/mandatory',
        `${one.event} on ${one.channel} cannot be switched off.`,
        {
          remedy: 'leave it out; an administrator can change the subscription',
        },
      );
    }
    if (one.on && !available && declared.length === 0) {
      throw new Refusal(
        403,
        'permission/lacking',
        `To be told of ${one.event} needs ${permissionFor[one.event]}.`,
        {
          remedy: 'ask an administrator to subscribe you',
        },
      );
    }
  }
}

function differs(wanted: readonly Switch[], before: readonly Switch[]): boolean {
  const texts = (switches: readonly Switch[]): string =>
    JSON.stringify(switches.map((one) => `${keyOf(one)}=${one.on}`).sort());
  return texts(wanted) !== texts(before);
}

/**
 * Replaces a person's own switches; those that he leaves out are as if he had never touched them. What changes nothing writes nothing.
 *
 * @returns how every event stands afterwards
 * @throws Refusal 403, 409, 422
 */
export async function setOwnSubscriptions(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  { context, person }: { readonly context: RequestContext; readonly person: Subscriber },
  wanted: readonly Switch[],
): Promise<readonly OwnSubscription[]> {
  const { organisationId, userId } = person;
  const before = await readOwnSubscriptions(tx, person);
  check(wanted, before);
  if (!differs(wanted, await readSwitches(tx, person))) return before;
  await execute(
    tx,
    'DELETE FROM subscription_switch WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
    organisationId,
    userId,
  );
  const made = wanted.map((one) => ({ organisation_id: organisationId, user_id: userId, ...one }));
  await insertRows(tx, 'subscription_switch', columns, made, replace);
  await recordEntries(tx, deps, context, [
    {
      item: 'Notifications',
      action: 'Update',
      status: 'success',
      description: 'Own notification switches updated',
      account: person.account,
      detail: { switches: wanted.map(({ event, channel, on }) => ({ event, channel, on })) },
    },
  ]);
  return readOwnSubscriptions(tx, person);
}
