import type { Change } from '../../controller/reconcile/change.ts';
import { addressKey, nameKey } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import { holds, holdsEverything, lacking } from '../identity/permissions.ts';
import { permissionsOf } from '../kinds/people/permissions.ts';
import type { World } from '../kinds/world.ts';
import type { RequestContext } from '../request/context.ts';
import type { Prepared } from './prepare.ts';
import { referenceScopes } from './read-actual.ts';
import { refuseChange } from './refuse-change.ts';
import type { RolePowers, RolesAfter } from './role-powers.ts';
import { grantsIn, rolePowers, rolesAfter } from './role-powers.ts';
import type { SettingsOutcome } from './settings.ts';

/** Who gets something (an address), and the permissions that he gets. */
type Grant = readonly [string, readonly string[]];

/** A role that gains permissions, or one that is newly given to a person, a machine, a team or whoever signs in. */
function grantedBy(change: Change, roles: RolesAfter, main: string): readonly string[] {
  if (change.after === null) return [];
  const kind = change.kind as Kind;
  if (kindInfo(kind).provides === 'roles') {
    const had = new Set((change.before?.['permissions'] ?? []) as string[]);
    return (roles.get(addressKey(change)) ?? []).filter((permission) => !had.has(permission));
  }
  const had = new Set(grantsIn(kind, change.before).map(({ name }) => nameKey(name)));
  return grantsIn(kind, change.after)
    .filter(({ name }) => !had.has(nameKey(name)))
    .flatMap(({ kind: role, name }) =>
      referenceScopes(role, change.account, { main }).flatMap(
        (account) => roles.get(addressKey({ kind: role, account, name })) ?? [],
      ),
    );
}

/** People who end up with more than they had, by whatever way: also by a team that they join. */
function* grantedToPeople(before: World, after: World): Generator<Grant> {
  for (const [name, account] of after.accounts) {
    for (const [key, person] of account.people) {
      const old = before.accounts.get(name)?.people.get(key);
      if (old === person && before.roles === after.roles) continue;
      const had = old ? permissionsOf(old, before) : new Set<string>();
      const gained = [...permissionsOf(person, after)].filter((permission) => !holds(had, permission));
      if (gained.length > 0) yield [`${person.username} of ${name}`, gained];
    }
  }
}

/** Roles that whoever signs in to an account gets and did not get before: also by a template that newly reaches it. */
function* grantedBySettings({ before, after }: SettingsOutcome, powers: RolePowers): Generator<Grant> {
  for (const [account, kinds] of after) {
    for (const [kind, { value, from }] of kinds) {
      const old = before.get(account)?.get(kind)?.value ?? null;
      const had = new Set(grantsIn(kind, old).map(({ name }) => nameKey(name)));
      for (const role of grantsIn(kind, value)) {
        if (had.has(nameKey(role.name))) continue;
        yield [from[role.path] ?? `${kind}/${account}`, powers(role, account)];
      }
    }
  }
}

/** Permissions that the changes give to somebody who did not have them, by whose address. */
function grantsOf(prepared: Prepared): ReadonlyMap<string, ReadonlySet<string>> {
  const grants = new Map<string, Set<string>>();
  const add = ([address, permissions]: Grant) => {
    const known = grants.get(address) ?? new Set();
    for (const permission of permissions) known.add(permission);
    grants.set(address, known);
  };
  const { changes, directory, settings, worlds } = prepared;
  const roles = rolesAfter(prepared);
  for (const change of changes) add([change.address, grantedBy(change, roles, directory.main)]);
  for (const grant of settings ? grantedBySettings(settings, rolePowers(prepared, roles)) : []) add(grant);
  for (const grant of worlds ? grantedToPeople(worlds.before, worlds.after) : []) add(grant);
  return grants;
}

/** Nobody grants a permission he lacks: by role, team, machine, person or setting, by hand or by manifest. */
export function checkGrants({ actor }: RequestContext, prepared: Prepared): readonly Diagnostic[] {
  if (holdsEverything(actor)) return [];
  return [...grantsOf(prepared)].flatMap(([address, permissions]) => {
    const beyond = lacking(actor, permissions);
    if (beyond.length === 0) return [];
    const change = prepared.changes.find((candidate) => candidate.address === address) ?? { address };
    return [
      refuseChange(
        change,
        `${actor.name} grants what he does not have himself to ${address}: ${beyond.join(', ')}`,
        'let somebody apply this who has these permissions',
      ),
    ];
  });
}
