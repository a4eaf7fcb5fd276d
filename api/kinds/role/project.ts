import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Touched } from '../kind.ts';
import { differs, nameOf, namesIn } from '../own-values.ts';
import { roleKey } from '../people/permissions.ts';
import type { Renames } from '../people/rename.ts';
import { renameIn } from '../people/rename.ts';
import type { AccountWorld, World } from '../world.ts';

/** A new role has no holders yet; who gets it is touched by his own change. */
export function touchedByRole(change: Change): readonly Touched[] {
  const concerns = change.action === 'delete' || change.action === 'move' || differs(change, 'permissions');
  if (change.action === 'create' || !concerns) return [];
  return [{ role: change.previousName ?? nameOf(change), account: change.account }];
}

/** A removed role permits nothing; whoever still has it keeps the name, so that the check can say who does. */
export function projectRoles(draft: World, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.previousName !== undefined)
      draft.roles.delete(roleKey(change.account, nameKey(change.previousName)));
  }
  for (const change of changes) {
    const key = roleKey(change.account, nameKey(nameOf(change)));
    if (change.after === null) draft.roles.delete(key);
    else if (differs(change, 'permissions') || change.previousName !== undefined || !draft.roles.has(key)) {
      draft.roles.set(key, new Set(namesIn(change.after, 'permissions')));
    }
  }
  renameHoldings(draft, changes);
}

function renamesIn(changes: readonly Change[], account: string | null): Renames {
  return new Map(
    changes
      .filter((change) => change.account === account && change.previousName !== undefined)
      .map((change) => [nameKey(change.previousName ?? ''), nameKey(nameOf(change))]),
  );
}

/** Holders have a renamed role under its new name: one pass over the people, however many roles are renamed. */
function renameHoldings(draft: World, changes: readonly Change[]): void {
  const moved = changes.filter(({ previousName }) => previousName !== undefined);
  if (moved.length === 0) return;
  const everywhere = renamesIn(moved, null);
  for (const account of draft.accounts.values()) {
    renameInAccount(account, new Map([...everywhere, ...renamesIn(moved, account.name)]));
  }
}

function renameInAccount(account: AccountWorld, renames: Renames): void {
  for (const [key, person] of account.people) {
    const [roles, otherRoles] = [renameIn(person.roles, renames), renameIn(person.otherRoles, renames)];
    if (roles !== person.roles || otherRoles !== person.otherRoles) {
      account.people.set(key, { ...person, roles, otherRoles });
    }
  }
  for (const [key, team] of account.teams) {
    const roles = renameIn(team.roles, renames);
    if (roles !== team.roles) account.teams.set(key, { ...team, roles });
  }
}
