import type { AccountData, Accounts, TeamData } from '../../../examples/real-organisation/to-manifests.mjs';
import type { Action } from '../../../schemas/contract/plan.ts';

/** A field that must differ, as a plan says it. */
export interface ExpectedField {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** A change that a plan must hold: nothing more and nothing less. */
export interface ExpectedChange {
  readonly address: string;
  readonly action: Action;
  /** Of an update: the fields. Of a create: all values of the new resource. Of a delete: nothing. */
  readonly fields?: readonly ExpectedField[];
  readonly values?: Readonly<Record<string, unknown>>;
}

const none: AccountData = { admins: [], members: [], teams: {} };

function address(kind: string, account: string, name: string): string {
  return [kind, account, name.replaceAll('/', '%2F')].join('/');
}

/** Everybody in an account, and whether he is an admin. */
function peopleOf({ admins, members }: AccountData): ReadonlyMap<string, boolean> {
  return new Map([
    ...members.map((user) => [user, false] as const),
    ...admins.map((user) => [user, true] as const),
  ]);
}

const rolesOf = (admin: boolean): readonly string[] => (admin ? ['Account Manager'] : []);

function userChange(account: string, name: string, was?: boolean, is?: boolean): readonly ExpectedChange[] {
  const place = address('User', account, name);
  if (was === is) return [];
  if (is === undefined) return [{ address: place, action: 'delete' }];
  if (was === undefined) {
    const values = { email: `${name}@example.org`, roles: rolesOf(is) };
    return [{ address: place, action: 'create', values }];
  }
  const roles = is ? { added: rolesOf(true) } : { removed: rolesOf(true) };
  return [{ address: place, action: 'update', fields: [{ path: '/roles', ...roles }] }];
}

function difference(
  path: string,
  before: string | undefined,
  after: string | undefined,
): readonly ExpectedField[] {
  if (before === after) return [];
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function membersChange(before: readonly string[], after: readonly string[]): readonly ExpectedField[] {
  const added = after.filter((user) => !before.includes(user)).sort();
  const removed = before.filter((user) => !after.includes(user)).sort();
  if (added.length + removed.length === 0) return [];
  return [
    { path: '/members', ...(added.length > 0 ? { added } : {}), ...(removed.length > 0 ? { removed } : {}) },
  ];
}

function teamValues({ description, parent, members }: TeamData): Readonly<Record<string, unknown>> {
  return {
    ...(description === undefined ? {} : { description }),
    ...(parent === undefined ? {} : { parent }),
    members: [...members].sort(),
  };
}

function teamChange(
  account: string,
  name: string,
  before?: TeamData,
  after?: TeamData,
): readonly ExpectedChange[] {
  const place = address('Team', account, name);
  if (after === undefined) return [{ address: place, action: 'delete' }];
  if (before === undefined) return [{ address: place, action: 'create', values: teamValues(after) }];
  const fields = [
    ...difference('/description', before.description, after.description),
    ...membersChange(before.members, after.members),
    ...difference('/metadata.annotations/parent', before.parent, after.parent),
  ];
  return fields.length === 0 ? [] : [{ address: place, action: 'update', fields }];
}

function accountChanges(name: string, before: AccountData, after: AccountData): readonly ExpectedChange[] {
  const [was, is] = [peopleOf(before), peopleOf(after)];
  const users = new Set([...was.keys(), ...is.keys()]);
  const teams = new Set([...Object.keys(before.teams), ...Object.keys(after.teams)]);
  return [
    ...[...users].flatMap((user) => userChange(name, user, was.get(user), is.get(user))),
    ...[...teams].flatMap((team) => teamChange(name, team, before.teams[team], after.teams[team])),
  ];
}

/** What a plan must say that leads from one state of the data to the other: from the data alone, sorted by address. */
export function expectedChanges(before: Accounts, after: Accounts): readonly ExpectedChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changes = [...names].flatMap((name) =>
    accountChanges(name, before[name] ?? none, after[name] ?? none),
  );
  return changes.sort((a, b) => (a.address < b.address ? -1 : 1));
}
