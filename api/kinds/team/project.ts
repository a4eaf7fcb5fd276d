import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Touched } from '../kind.ts';
import { accountOf, differs, keysIn, nameOf, namesIn, textIn } from '../own-values.ts';
import type { Renames } from '../people/rename.ts';
import { renameIn } from '../people/rename.ts';
import type { AccountWorld, World } from '../world.ts';
import { leavesSso } from './leaves-sso.ts';

/** Whoever joins or leaves; all members where the team itself goes, is renamed, changes what it permits, or leaves sso. */
export function touchedByTeam(change: Change): readonly Touched[] {
  const account = accountOf(change);
  const [before, after] = [keysIn(change.before, 'members'), keysIn(change.after, 'members')];
  const moving = [...namesIn(change.before, 'members'), ...namesIn(change.after, 'members')].filter(
    (name) => before.has(nameKey(name)) !== after.has(nameKey(name)),
  );
  const whole =
    change.action === 'delete' || change.action === 'move' || differs(change, 'roles') || leavesSso(change);
  return [
    ...(moving.length > 0 ? [{ account, usernames: moving }] : []),
    ...(whole && change.action !== 'create'
      ? [{ team: change.previousName ?? nameOf(change), account }]
      : []),
  ];
}

/** Teams that go or are renamed first, in one pass over each account's people; then what remains. */
export function projectTeams(draft: World, changes: readonly Change[]): void {
  for (const account of draft.accounts.values()) {
    const own = changes.filter((change) => change.account === account.name);
    if (own.length === 0) continue;
    renameMemberships(account, renamesOf(own));
    for (const change of own) if (change.after !== null) projectTeam(account, change);
  }
}

function renamesOf(changes: readonly Change[]): Renames {
  const renames = new Map<string, string | null>();
  for (const change of changes) {
    if (change.after === null) renames.set(nameKey(nameOf(change)), null);
    else if (change.previousName !== undefined)
      renames.set(nameKey(change.previousName), nameKey(nameOf(change)));
  }
  return renames;
}

function renameMemberships(account: AccountWorld, renames: Renames): void {
  if (renames.size === 0) return;
  for (const [key, person] of account.people) {
    const [teams, otherTeams] = [renameIn(person.teams, renames), renameIn(person.otherTeams, renames)];
    if (teams !== person.teams || otherTeams !== person.otherTeams) {
      account.people.set(key, { ...person, teams, otherTeams });
    }
  }
  const kept = [...account.teams].map(
    ([key, team]) => [renames.has(key) ? renames.get(key) : key, team] as const,
  );
  account.teams = new Map(kept.flatMap(([key, team]) => (typeof key === 'string' ? [[key, team]] : [])));
}

function projectTeam(account: AccountWorld, change: Change): void {
  const key = nameKey(nameOf(change));
  const [before, after] = [keysIn(change.before, 'members'), keysIn(change.after, 'members')];
  for (const member of after) if (!before.has(member)) put(account, member, key, true);
  for (const member of before) if (!after.has(member)) put(account, member, key, false);
  if (leavesSso(change)) endMemberships(account, key);
  projectRoles(account, key, change);
}

/** A membership that sso also gives outlives the one by manifest: it stands in `otherTeams`. */
function put(account: AccountWorld, member: string, team: string, joins: boolean): void {
  const person = account.people.get(member);
  if (!person || person.teams.has(team) === joins) return;
  const teams = new Set(person.teams);
  if (joins) teams.add(team);
  else teams.delete(team);
  account.people.set(member, { ...person, teams });
}

/** Those that sso gave: nothing else gives memberships that stand in `otherTeams`. */
function endMemberships(account: AccountWorld, team: string): void {
  for (const [key, person] of account.people) {
    if (!person.otherTeams.has(team)) continue;
    const otherTeams = new Set(person.otherTeams);
    otherTeams.delete(team);
    account.people.set(key, { ...person, otherTeams });
  }
}

/** Left as it is where neither roles nor membership change, so that comparisons stop at identity. */
function projectRoles(account: AccountWorld, key: string, change: Change): void {
  const known = account.teams.get(key);
  if (known && !differs(change, 'roles') && !differs(change, 'membership')) return;
  const declared = keysIn(change.before, 'roles');
  const others = [...(known?.roles ?? [])].filter((role) => !declared.has(role));
  account.teams.set(key, {
    roles: new Set([...keysIn(change.after, 'roles'), ...others]),
    membership: textIn(change.after, 'membership'),
  });
}
