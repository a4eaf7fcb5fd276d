import type { Person, World } from '../world.ts';
import type { PersonPair } from './pairs.ts';
import { includesPermission, permissionsOf, permissionsOfRole, rolesOf, teamsOf } from './permissions.ts';

/** What a person may do on one side only; sorted. What `*` or `manage` still allows is not lost. */
export interface PermissionDifference {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

const same: PermissionDifference = { gained: [], lost: [] };

/** Compares unions: a role that another one makes up for is no difference. */
export function permissionDifference(
  { before, after }: PersonPair,
  old: World,
  now: World,
): PermissionDifference {
  if (before !== null && before === after && grantsEqual(before, old, now)) return same;
  const had = before === null ? new Set<string>() : permissionsOf(before, old);
  const has = after === null ? new Set<string>() : permissionsOf(after, now);
  return { gained: beyond(has, had), lost: beyond(had, has) };
}

function beyond(these: ReadonlySet<string>, those: ReadonlySet<string>): readonly string[] {
  return [...these].filter((permission) => !includesPermission(those, permission)).sort();
}

/** Projections replace what they change and share the rest: identity tells that nothing has changed. */
function grantsEqual(person: Person, old: World, now: World): boolean {
  const [teamsOld, teamsNow] = [old, now].map((world) => world.accounts.get(person.account)?.teams);
  for (const team of teamsOf(person)) if (teamsOld?.get(team) !== teamsNow?.get(team)) return false;
  for (const role of rolesOf(person, now)) {
    if (permissionsOfRole(old, person.account, role) !== permissionsOfRole(now, person.account, role))
      return false;
  }
  return true;
}
