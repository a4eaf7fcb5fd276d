import type { AccountWorld, Person, World } from '../world.ts';
import type { AccountRules } from './account-rules.ts';
import { rulesOf } from './rules-of.ts';

/** An account on both sides of a plan; null on the side where it does not exist. */
export interface AccountPair {
  readonly name: string;
  readonly before: AccountRules | null;
  readonly after: AccountRules | null;
}

/** A person on both sides of a plan; null where he does not exist. */
export interface PersonPair {
  /** Folded username. */
  readonly key: string;
  readonly before: Person | null;
  readonly after: Person | null;
}

function rulesIn(world: World, name: string): AccountRules | null {
  const account = world.accounts.get(name);
  return account === undefined ? null : rulesOf(account, world.now);
}

/** Accounts of either world, by name: renames are the same name on both sides. */
export function accountPairs(before: World, after: World): readonly AccountPair[] {
  const names = new Set([...before.accounts.keys(), ...after.accounts.keys()]);
  return [...names]
    .sort()
    .map((name) => ({ name, before: rulesIn(before, name), after: rulesIn(after, name) }));
}

const nobody: AccountWorld['people'] = new Map();

/** People of either side of an account whose facts were read. */
export function* peoplePairs({ before, after }: AccountPair): Generator<PersonPair> {
  const [old, now] = [before?.account.people ?? nobody, after?.account.people ?? nobody];
  for (const [key, person] of old) yield { key, before: person, after: now.get(key) ?? null };
  for (const [key, person] of now) if (!old.has(key)) yield { key, before: null, after: person };
}
