import type { Change } from '../../controller/reconcile/change.ts';
import { collectReferences } from '../../controller/reconcile/references.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import { holds, lacking, mayKind } from '../identity/permissions.ts';
import { permissionsOf, permissionsOfRole } from '../kinds/people/permissions.ts';
import type { World } from '../kinds/world.ts';
import type { RequestContext } from './context.ts';
import type { Prepared } from './prepare.ts';

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

/** Permissions that the changes give to somebody who did not have them, by whose address. */
function granted(prepared: Prepared): ReadonlyMap<string, ReadonlySet<string>> {
  const grants = new Map<string, Set<string>>();
  const add = (address: string, permissions: Iterable<string>) => {
    const known = grants.get(address) ?? new Set();
    for (const permission of permissions) known.add(permission);
    grants.set(address, known);
  };
  if (!prepared.worlds) return grants;
  const { before, after } = prepared.worlds;
  for (const change of prepared.changes) add(change.address, grantedByRoles(change, before, after));
  for (const [address, permissions] of grantedToPeople(before, after)) add(address, permissions);
  return grants;
}

/** A role that gains permissions, or one newly given to a person, a machine or a team. */
function grantedByRoles(change: Change, before: World, after: World): readonly string[] {
  if (change.after === null) return [];
  const kind = change.kind as Kind;
  if (kindInfo(kind).provides === 'roles') {
    const had = new Set((change.before?.['permissions'] ?? []) as string[]);
    return ((change.after['permissions'] ?? []) as string[]).filter((permission) => !had.has(permission));
  }
  const had = new Set(collectReferences(kind, change.before ?? {}).map(({ name }) => name));
  return collectReferences(kind, change.after)
    .filter(
      (reference) =>
        kindInfo(reference.kind).provides === 'roles' &&
        reference.path === '/roles' &&
        !had.has(reference.name),
    )
    .flatMap(({ name }) => [
      ...(rolePermissions(after, change.account, name) ??
        rolePermissions(before, change.account, name) ??
        []),
    ]);
}

function* grantedToPeople(before: World, after: World): Generator<[string, readonly string[]]> {
  for (const [name, account] of after.accounts) {
    for (const [key, person] of account.people) {
      const old = before.accounts.get(name)?.people.get(key);
      const had = old ? permissionsOf(old, before) : new Set<string>();
      const gained = [...permissionsOf(person, after)].filter((permission) => !holds(had, permission));
      if (gained.length > 0) yield [`${name}/${person.username}`, gained];
    }
  }
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
