import { observeAccounts } from './observe-accounts.ts';
import { observePeople } from './observe-people.ts';
import type { Scene } from './scene.ts';
import type { Observation } from './seen.ts';

/** Looks at everybody and everything, and leaves it as it was. */
export async function observe(scene: Scene): Promise<Observation> {
  return scene.aside(async () => ({
    people: await observePeople(scene),
    accounts: await observeAccounts(scene),
  }));
}
