import type { Change } from '../../../controller/reconcile/change.ts';
import { isObject } from '../../../schemas/contract/json.ts';
import type { Touched } from '../kind.ts';
import { differs, nameOf, switchIn } from '../own-values.ts';
import type { AccountWorld, World } from '../world.ts';

const labelsField = 'metadata.labels';

/** Labels decide which templates reach an account, so they concern everyone in it, as switching it on or off does. */
export function touchedByAccount(change: Change): readonly Touched[] {
  const concerns = change.action === 'delete' || differs(change, 'enabled') || differs(change, labelsField);
  return change.action === 'create' || !concerns ? [] : [{ everyone: nameOf(change) }];
}

/** Renames need nothing: a world has the names of after the plan on both sides. */
export function projectAccounts(draft: World, changes: readonly Change[]): void {
  for (const change of changes) {
    const name = nameOf(change);
    if (change.after === null) draft.accounts.delete(name);
    else projectAccount(draft, name, change);
  }
}

function projectAccount(draft: World, name: string, change: Change): void {
  const account = draft.accounts.get(name) ?? newAccount(name);
  account.enabled = switchIn(change.after, 'enabled') ?? true;
  account.labels = labelsOf(change);
  draft.accounts.set(name, account);
}

function labelsOf({ after }: Change): Readonly<Record<string, string>> {
  const labels = after?.[labelsField];
  if (!isObject(labels)) return {};
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]));
}

function newAccount(name: string): AccountWorld {
  return {
    id: null,
    name,
    main: false,
    enabled: true,
    labels: {},
    effective: {},
    provenance: {},
    people: new Map(),
    peopleCount: 0,
    seatsAssigned: 0,
    seatLimit: null,
    sso: { testedConfiguration: null, required: false },
    teams: new Map(),
  };
}
