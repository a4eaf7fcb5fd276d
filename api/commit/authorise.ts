import type { Change } from '../../controller/reconcile/change.ts';
import { collectReferences } from '../../controller/reconcile/references.ts';
import type { Identity } from '../../schemas/contract/address.ts';
import { addressKey, nameKey } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import { holds, lacking, mayKind } from '../identity/permissions.ts';
import { permissionsOf } from '../kinds/people/permissions.ts';
import type { World } from '../kinds/world.ts';
import type { RequestContext } from '../request/context.ts';
import type { Prepared } from './prepare.ts';
import { referenceScopes } from './read-actual.ts';

function refused(change: Pick<Change, 'address' | 'source'>, summary: string, remedy: string): Diagnostic {
  return {
    severity: 'error',
    code: 'permission/lacking',
    summary,
    remedy,
    address: change.address,
    ...(change.source ? { file: change.source.file, line: change.source.line } : {}),
  };
}

/** The account in which a change takes place; a sub-account itself belongs to the organisation. */
function mayChange({ actor }: RequestContext, change: Change): readonly Diagnostic[] {
  if (mayKind(actor, 'manage', change.kind as Kind, change.account)) return [];
  const permission = `${kindInfo(change.kind as Kind).permission}/manage`;
  const place = change.account === null ? 'the organisation' : `account ${change.account}`;
  return [
    refused(
      change,
      `${actor.name} may not change ${change.address}: ${permission} in ${place} is lacking`,
      `ask for ${permission}`,
    ),
  ];
}

/** Limits of a sub-account are set from the main account only. */
function mayLimit({ actor }: RequestContext, change: Change): readonly Diagnostic[] {
  const limit = change.fields.find(({ path }) => mainOnly(change.kind as Kind, path));
  if (actor.main || !limit) return [];
  return [
    refused(
      change,
      `${limit.path.slice(1)} of ${change.address} is changed from the main account only`,
      'ask an admin of the main account',
    ),
  ];
}

function mainOnly(kind: Kind, path: string): boolean {
  const field = kindInfo(kind).spec.fields[path.split('/')[1] ?? ''];
  return field?.mainAccountOnly === true;
}

/** What each role permits after the plan, as far as it is named by a change: it was read, or the plan makes it. */
function permissionsAfter(prepared: Prepared): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const add = (identity: Identity, values: JsonObject | null) => {
    if (kindInfo(identity.kind as Kind).provides !== 'roles') return;
    found.set(addressKey(identity), (values?.['permissions'] ?? []) as string[]);
  };
  for (const resource of prepared.actual.values()) add(resource, resource.values);
  for (const change of prepared.changes) add(change, change.after);
  return found;
}

/** A role that gains permissions, or one that is newly given to a person, a machine, a team or whoever signs in. */
function grantedBy(
  change: Change,
  roles: ReadonlyMap<string, readonly string[]>,
  main: string,
): readonly string[] {
  if (change.after === null) return [];
  const kind = change.kind as Kind;
  if (kindInfo(kind).provides === 'roles') {
    const had = new Set((change.before?.['permissions'] ?? []) as string[]);
    return (roles.get(addressKey(change)) ?? []).filter((permission) => !had.has(permission));
  }
  const granted = (values: JsonObject) => collectReferences(kind, values).filter(({ grant }) => grant);
  const had = new Set(granted(change.before ?? {}).map(({ name }) => nameKey(name)));
  return granted(change.after)
    .filter(({ name }) => !had.has(nameKey(name)))
    .flatMap(({ kind: role, name }) =>
      referenceScopes(role, change.account, { main }).flatMap(
        (account) => roles.get(addressKey({ kind: role, account, name })) ?? [],
      ),
    );
}

/** People who end up with more than they had, by whatever way: also by a team that they join. */
function* grantedToPeople(before: World, after: World): Generator<[string, readonly string[]]> {
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

/** Permissions that the changes give to somebody who did not have them, by whose address. */
function granted(prepared: Prepared): ReadonlyMap<string, ReadonlySet<string>> {
  const grants = new Map<string, Set<string>>();
  const add = (address: string, permissions: Iterable<string>) => {
    const known = grants.get(address) ?? new Set();
    for (const permission of permissions) known.add(permission);
    grants.set(address, known);
  };
  const roles = permissionsAfter(prepared);
  for (const change of prepared.changes)
    add(change.address, grantedBy(change, roles, prepared.directory.main));
  if (!prepared.worlds) return grants;
  for (const [who, permissions] of grantedToPeople(prepared.worlds.before, prepared.worlds.after))
    add(who, permissions);
  return grants;
}

/** Nobody grants a permission he lacks: by role, team, machine or person, by hand or by manifest. */
function mayGrant({ actor }: RequestContext, prepared: Prepared): readonly Diagnostic[] {
  return [...granted(prepared)].flatMap(([address, permissions]) => {
    const beyond = lacking(actor, permissions);
    if (beyond.length === 0) return [];
    const change = prepared.changes.find((candidate) => candidate.address === address) ?? { address };
    return [
      refused(
        change,
        `${actor.name} grants what he does not have himself to ${address}: ${beyond.join(', ')}`,
        'let somebody apply this who has these permissions',
      ),
    ];
  });
}

/**
 * Whether the actor may carry the plan out: for each change what the console would need, from the main account where it
 * must be, and no grant beyond his own permissions.
 */
export function checkMayApply(context: RequestContext, prepared: Prepared): readonly Diagnostic[] {
  return [
    ...prepared.changes.flatMap((change) => [...mayChange(context, change), ...mayLimit(context, change)]),
    ...mayGrant(context, prepared),
  ];
}
