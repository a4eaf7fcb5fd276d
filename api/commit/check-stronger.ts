import type { Change } from '../../controller/reconcile/change.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Action, FieldChange } from '../../schemas/contract/plan.ts';
import type { FieldSemantics, Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import { holdsEverything, lacking } from '../identity/permissions.ts';
import { permissionsOf } from '../kinds/people/permissions.ts';
import type { RequestContext } from '../request/context.ts';
import type { Prepared } from './prepare.ts';
import { refuseChange } from './refuse-change.ts';
import type { RolePowers } from './role-powers.ts';
import { grantsIn, rolePowers, rolesAfter } from './role-powers.ts';

/** Ways to get hold of what exists; a create can only grant, the others only take power away. */
const takingHold: ReadonlySet<Action> = new Set(['update', 'move', 'adopt']);

function itemOf(field: FieldSemantics | undefined): FieldSemantics | undefined {
  return field?.type === 'list' ? field.item : field;
}

/** Only takes power away, or is asked about elsewhere: roles by the check of grants. */
function isHarmless(kind: Kind, change: FieldChange): boolean {
  const name = change.path.split('/')[1] ?? '';
  const item = itemOf(kindInfo(kind).spec.fields[name]);
  if (item === undefined || item.grant) return true;
  if (name === 'enabled') return change.after === false;
  return item.reference !== undefined && change.removed !== undefined && !change.added?.length;
}

function takesHold({ kind, action, fields }: Change): boolean {
  if (!takingHold.has(action)) return false;
  return action === 'move' || fields.some((field) => !isHarmless(kind as Kind, field));
}

/** What a person may before and after the plan, by roles and teams of whatever origin. */
function powersOfPerson(change: Change, { worlds }: Prepared): readonly string[] {
  if (!worlds || kindInfo(change.kind as Kind).provides !== 'people') return [];
  const names = new Set([change.name, change.previousName ?? change.name].map((name) => nameKey(name ?? '')));
  return [worlds.before, worlds.after].flatMap((world) => {
    const people = world.accounts.get(change.account ?? '')?.people;
    return [...names].flatMap((name) => {
      const person = people?.get(name);
      return person ? [...permissionsOf(person, world)] : [];
    });
  });
}

function powersOf(change: Change, prepared: Prepared, powers: RolePowers): ReadonlySet<string> {
  const kind = change.kind as Kind;
  const roles = [...grantsIn(kind, change.before), ...grantsIn(kind, change.after)];
  const byRoles = roles.flatMap((role) => powers(role, change.account));
  return new Set([...byRoles, ...powersOfPerson(change, prepared)]);
}

/**
 * Nobody changes how a stronger person, machine or team is identified or reached, since that is a way to act with its
 * permissions. Power may be taken from the stronger: delete, disable, fewer roles, fewer members. What a template sets is
 * held against effective settings instead (`checkGrants`).
 */
export function checkStronger({ actor }: RequestContext, prepared: Prepared): readonly Diagnostic[] {
  if (holdsEverything(actor)) return [];
  const powers = rolePowers(prepared, rolesAfter(prepared));
  return prepared.changes.flatMap((change) => {
    if (!takesHold(change) || kindInfo(change.kind as Kind).provides === 'templates') return [];
    const beyond = lacking(actor, powersOf(change, prepared, powers));
    if (beyond.length === 0) return [];
    return [
      refuseChange(
        change,
        `${actor.name} may not change ${change.address}, which has permissions that he lacks: ${beyond.join(', ')}`,
        'let somebody apply this who has these permissions',
      ),
    ];
  });
}
