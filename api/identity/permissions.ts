import { permissions as every } from '../../schemas/predefined-roles.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { Actor } from '../request/context.ts';

/** What holding this stands for: every permission there is and will be. */
export const everything = '*';

/** Whether a set of permissions contains one: as it is, by `*`, or, to read, by `manage` of the same area. */
export function holds(permissions: ReadonlySet<string>, permission: string): boolean {
  if (permissions.has(everything) || permissions.has(permission)) return true;
  const [area, action] = permission.split('/');
  return action === 'read' && permissions.has(`${area}/manage`);
}

/** What two sets have in common, `*` and `manage` understood: a key's permissions narrow its owner's, never widen them. */
export function narrowed(owner: ReadonlySet<string>, key: ReadonlySet<string>): ReadonlySet<string> {
  const both = [...owner].filter((permission) => holds(key, permission));
  return new Set([...both, ...[...key].filter((permission) => holds(owner, permission))]);
}

/**
 * Whether the actor's reach includes an account; null stands for what belongs to the organisation itself. The main account
 * reaches everything, a sub-account only itself, and a service account's scope narrows both.
 */
export function reaches(actor: Actor, account: string | null): boolean {
  const scope = actor.scope?.accounts;
  if (scope !== undefined && (account === null || !scope.includes(account))) return false;
  return actor.main || (account !== null && account === actor.account);
}

/** The accounts that an actor reaches, for lists; null: all, and what belongs to none. */
export function reachedAccounts({ main, account, scope }: Actor): readonly string[] | null {
  if (main) return scope?.accounts ?? null;
  const own = account === null ? [] : [account];
  return own.filter((name) => scope?.accounts === undefined || scope.accounts.includes(name));
}

/**
 * The one question of authorisation, default deny: may the actor do this to something in this account (null: of the
 * organisation itself)? Routes and `commit` both ask it.
 *
 * @param permission `area/action`
 */
export function may(actor: Actor, permission: string, account: string | null): boolean {
  return reaches(actor, account) && holds(actor.permissions, permission);
}

/** Whether a service account's scope includes a kind; without a scope every kind is in it. */
export function kindInScope(actor: Actor, kind: string): boolean {
  const kinds = actor.scope?.kinds;
  return kinds === undefined || kinds.includes(kind);
}

/** `may` for resources of a kind: its schema names the area, and a service account's scope may leave the kind out. */
export function mayKind(
  actor: Actor,
  action: 'read' | 'manage',
  kind: Kind,
  account: string | null,
): boolean {
  return kindInScope(actor, kind) && may(actor, `${kindInfo(kind).permission}/${action}`, account);
}

/** Whether there is no permission that the actor lacks. */
export function holdsEverything({ permissions }: Actor): boolean {
  return every.every((permission) => holds(permissions, permission));
}

/** Those of the permissions that the actor does not hold himself, and therefore can grant to nobody. Sorted. */
export function lacking(actor: Actor, permissions: Iterable<string>): readonly string[] {
  return [...permissions].filter((permission) => !holds(actor.permissions, permission)).sort();
}
