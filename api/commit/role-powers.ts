import type { Change, Values } from '../../controller/reconcile/change.ts';
import type { Reference } from '../../controller/reconcile/references.ts';
import { collectReferences } from '../../controller/reconcile/references.ts';
import type { Identity } from '../../schemas/contract/address.ts';
import { addressKey, nameKey } from '../../schemas/contract/address.ts';
import { permissions } from '../../schemas/predefined-roles.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import { roleKey } from '../kinds/people/permissions.ts';
import type { Prepared } from './prepare.ts';
import { referenceScopes } from './read-actual.ts';

/** What roles permit after the plan, by folded address, as far as it is named by a change: it was read, or the plan makes it. */
export type RolesAfter = ReadonlyMap<string, readonly string[]>;

export function rolesAfter(prepared: Prepared): RolesAfter {
  const found = new Map<string, readonly string[]>();
  const add = (identity: Identity, values: Values | null) => {
    if (kindInfo(identity.kind as Kind).provides !== 'roles') return;
    found.set(addressKey(identity), (values?.['permissions'] ?? []) as string[]);
  };
  for (const resource of prepared.actual.values()) add(resource, resource.values);
  for (const change of prepared.changes) add(change, change.after);
  return found;
}

/** The roles whose permissions go to whoever has these values. */
export function grantsIn(kind: Kind, values: Values | null): readonly Reference[] {
  return collectReferences(kind, values ?? {}).filter(({ grant }) => grant);
}

/** What a role that somebody in an account has permits, before the plan or after it. */
export type RolePowers = (role: Reference, account: Change['account']) => readonly string[];

/** Looks in what was read and in both worlds. A role that neither has counts as permitting everything. */
export function rolePowers(prepared: Prepared, after: RolesAfter): RolePowers {
  const worlds = prepared.worlds ? [prepared.worlds.before, prepared.worlds.after] : [];
  return ({ kind, name }, account) => {
    const found = referenceScopes(kind, account, prepared.directory).flatMap((scope) => [
      after.get(addressKey({ kind, account: scope, name })),
      ...worlds.map(({ roles }) => roles.get(roleKey(scope, nameKey(name)))),
    ]);
    const known = found.filter((permitted) => permitted !== undefined);
    return known.length === 0 ? permissions : known.flatMap((permitted) => [...permitted]);
  };
}
