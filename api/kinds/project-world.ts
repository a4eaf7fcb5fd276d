import type { Change } from '../../controller/reconcile/change.ts';
import { kindOrder } from '../../controller/reconcile/order.ts';
import { cloneWorld } from './clone-world.ts';
import { kindModules } from './generated/registry.ts';
import type { World } from './world.ts';

/**
 * The world after the changes; the one before stays as it is. Kinds go in the order in which they are written: the users that a plan makes
 * are there when its teams and seats name them. Effective settings are still those of before.
 */
export function projectWorld(before: World, changes: readonly Change[]): World {
  const draft = cloneWorld(before);
  for (const kind of kindOrder()) {
    const own = changes.filter((change) => change.kind === kind);
    if (own.length > 0) kindModules.get(kind)?.project?.(draft, own);
  }
  return draft;
}
