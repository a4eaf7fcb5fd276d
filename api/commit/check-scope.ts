import type { Change } from '../../controller/reconcile/change.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { Actor, RequestContext } from '../request/context.ts';
import { refuseChange } from './refuse-change.ts';

type Scope = NonNullable<Actor['scope']>;

/** What decides how far a machine reaches and who may act as it. */
const reach: ReadonlySet<string> = new Set(['scope', 'allowedNetworks', 'trust']);

/** Machines are the kind whose schema has all of this. */
function isMachine(kind: string): boolean {
  const { fields } = kindInfo(kind as Kind).spec;
  return [...reach].every((name) => Object.hasOwn(fields, name));
}

function isContained(outer: Scope, inner: Scope | undefined): boolean {
  const within = (part: keyof Scope) =>
    outer[part] === undefined || (inner?.[part]?.every((name) => outer[part]?.includes(name)) ?? false);
  return inner !== undefined && within('accounts') && within('kinds');
}

/** By number, or by name, which no person of the account shares. */
function isItself({ id, name, account }: Actor, change: Change): boolean {
  if (id !== null && change.id === id) return true;
  const names = [change.name, change.previousName ?? null].map((known) => nameKey(known ?? ''));
  return change.account === account && names.includes(nameKey(name));
}

function widening(actor: Actor, scope: Scope, change: Change): string | undefined {
  if (isItself(actor, change) && change.fields.some(({ path }) => reach.has(path.split('/')[1] ?? '')))
    return 'has a scope, and may not change its own scope, networks and trust';
  if (isContained(scope, change.after?.['scope'] as Scope | undefined)) return;
  return `may not leave ${change.address} with a wider scope than its own`;
}

const endings: ReadonlySet<Change['action']> = new Set(['delete', 'disable', 'release']);

/** An actor with a scope neither widens it nor makes or changes machines that reach further than itself. */
export function checkScope({ actor }: RequestContext, change: Change): readonly Diagnostic[] {
  if (actor.scope === undefined || !isMachine(change.kind) || endings.has(change.action)) return [];
  const reason = widening(actor, actor.scope, change);
  return reason === undefined
    ? []
    : [refuseChange(change, `${actor.name} ${reason}`, 'let somebody apply this who has no scope')];
}
