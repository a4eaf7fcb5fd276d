import { nameKey } from '../../../schemas/contract/address.ts';
import { accountManager } from '../../../schemas/predefined-roles.ts';
import type { AccountWorld, Person, World } from '../world.ts';

const everything = '*';
const managerKey = nameKey(accountManager);
const none: ReadonlySet<string> = new Set();

/** Where a world keeps a role's permissions. `key`: the folded name; account null: a role of the organisation. */
export function roleKey(account: string | null, key: string): string {
  return `${account ?? ''}/${key}`;
}

/** What a role permits in an account: the account's own role of that name, else the organisation's; nothing where there is none. */
export function permissionsOfRole(world: World, account: string, key: string): ReadonlySet<string> {
  return world.roles.get(roleKey(account, key)) ?? world.roles.get(roleKey(null, key)) ?? none;
}

/** Every team of a person, of whatever origin. */
export function* teamsOf(person: Person): Generator<string> {
  yield* person.teams;
  yield* person.otherTeams;
}

/** Whether he is in a team, whatever made him a member. `team`: folded. */
export function isMember({ teams, otherTeams }: Person, team: string): boolean {
  return teams.has(team) || otherTeams.has(team);
}

/** Every role that a person has, by himself or by a team, of whatever origin; a role may come several times. */
export function* rolesOf(person: Person, world: World): Generator<string> {
  yield* person.roles;
  yield* person.otherRoles;
  const teams = world.accounts.get(person.account)?.teams;
  for (const team of teamsOf(person)) yield* teams?.get(team)?.roles ?? none;
}

/** A person's permissions: the union of his roles' and his teams' roles' (product.md, section 2). `*` is everything. */
export function permissionsOf(person: Person, world: World): ReadonlySet<string> {
  const permissions = new Set<string>();
  for (const role of rolesOf(person, world)) {
    for (const permission of permissionsOfRole(world, person.account, role)) permissions.add(permission);
  }
  return permissions;
}

/** Whether permissions include one: as it is, by `*`, or, to read, by `manage` of the same area. */
export function includesPermission(permissions: ReadonlySet<string>, permission: string): boolean {
  if (permissions.has(everything) || permissions.has(permission)) return true;
  const [area, action] = permission.split('/');
  return action === 'read' && permissions.has(`${area}/manage`);
}

/** Whether a person of the account has the predefined role that runs an organisation, by himself or by a team. */
export function holdsAccountManager(person: Person, { teams }: AccountWorld): boolean {
  if (person.roles.has(managerKey) || person.otherRoles.has(managerKey)) return true;
  for (const team of teamsOf(person)) if (teams.get(team)?.roles.has(managerKey)) return true;
  return false;
}
