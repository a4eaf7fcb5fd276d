import type { AccountData, Accounts, TeamData } from '../../../examples/real-organisation/to-manifests.mjs';
import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import { dataOf } from './planned-changes.ts';

/** A resource as the API and the reader of the state give it. */
export interface StateItem {
  readonly kind: string;
  readonly account: string | null;
  readonly name: string | null;
  readonly values: JsonObject;
}

interface Draft {
  admins: string[];
  members: string[];
  teams: Record<string, TeamData>;
}

function add(draft: Draft, { kind, name, values }: StateItem): void {
  if (name === null) return;
  if (kind === 'Team') draft.teams[name] = dataOf(kind, values) as unknown as TeamData;
  if (kind !== 'User') return;
  const admin = ((values['roles'] ?? []) as Json[]).includes('Account Manager');
  (admin ? draft.admins : draft.members).push(name);
}

function sorted({ admins, members, teams }: AccountData): AccountData {
  const names = Object.keys(teams).sort();
  const team = ({ members: people, ...rest }: TeamData) => ({ ...rest, members: [...people].sort() });
  return {
    admins: [...admins].sort(),
    members: [...members].sort(),
    teams: Object.fromEntries(names.flatMap((name) => (teams[name] ? [[name, team(teams[name])]] : []))),
  };
}

/** The data with every list in order, so that two of them can be compared. */
export function inOrder(accounts: Accounts): Accounts {
  return Object.fromEntries(Object.entries(accounts).map(([name, account]) => [name, sorted(account)]));
}

/**
 * The state of the platform, in the form of the data.
 *
 * @param skip the main account, which the data does not know
 */
export function accountsOf(items: readonly StateItem[], skip: string): Accounts {
  const drafts = new Map<string, Draft>();
  for (const { kind, name } of items) {
    if (kind === 'Account' && name !== null && name !== skip)
      drafts.set(name, { admins: [], members: [], teams: {} });
  }
  for (const item of items) {
    const draft = drafts.get(item.account ?? '');
    if (draft) add(draft, item);
  }
  return inOrder(Object.fromEntries(drafts));
}
