import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Change } from './change.ts';

/** How much a set may remove: `maxDeletions` of bylaw.yaml, and what the caller allowed beyond it. */
export interface DeletionLimit {
  /** `10`, or `"5%"` of what the set owned of that kind in that account. Absent: 10. */
  readonly maxDeletions?: number | string;
  /** The exact number of deletions of the whole plan that the caller lets through. */
  readonly allowed?: number;
}

interface Group {
  readonly kind: string;
  readonly account: string | null;
  count: number;
}

const defaultLimit = 10;

function limitFor(limit: number | string | undefined, owned: number): number {
  if (limit === undefined) return defaultLimit;
  if (typeof limit === 'number') return limit;
  return Math.floor((owned * Number.parseFloat(limit)) / 100);
}

/** Removals and disablings by pruning; releases leave everything as it is. */
function isDeletion({ action }: Change): boolean {
  return action === 'delete' || action === 'disable';
}

function groupKey(kind: string, account: string | null): string {
  return `${kind}/${account ?? ''}`;
}

/**
 * Refuses a plan that prunes more than the set allows, counted per kind and account.
 *
 * @param owned how many resources the set owned, by `Kind/account`
 */
export function checkDeletions(
  changes: readonly Change[],
  owned: ReadonlyMap<string, number>,
  limit: DeletionLimit,
): readonly Diagnostic[] {
  const deletions = changes.filter((change) => isDeletion(change) && change.reason === 'no-longer-declared');
  if (limit.allowed !== undefined && limit.allowed === deletions.length) return [];
  const groups = new Map<string, Group>();
  for (const { kind, account } of deletions) {
    const key = groupKey(kind, account);
    const group = groups.get(key) ?? { kind, account, count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups].flatMap(([key, group]) => {
    const total = owned.get(key) ?? group.count;
    const most = limitFor(limit.maxDeletions, total);
    return group.count > most ? [tooMany(group, total, most, deletions.length)] : [];
  });
}

function tooMany(group: Group, total: number, most: number, all: number): Diagnostic {
  const place = group.account === null ? 'the organisation' : `account ${group.account}`;
  return {
    severity: 'error',
    code: 'guard/max-deletions',
    summary: `the plan removes or disables ${group.count} of ${total} ${group.kind} resources of ${place}; at most ${most} are allowed`,
    remedy: `put the documents back, or allow exactly this plan with --allow-deletions ${all}`,
    address: groupKey(group.kind, group.account).replace(/\/$/, ''),
  };
}

/** How many resources the set owned, by `Kind/account`. */
export function countOwned(
  resources: readonly { kind: string; account: string | null }[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind, account } of resources) {
    const key = groupKey(kind, account);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
