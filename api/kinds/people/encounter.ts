import type { Person, World } from '../world.ts';
import type { AccountRules } from './account-rules.ts';
import type { Causes } from './causes.ts';
import type { AccountPair, PersonPair } from './pairs.ts';
import type { PermissionDifference } from './permission-difference.ts';
import { permissionDifference } from './permission-difference.ts';

/** Both sides of a plan, for the rules. */
export interface Sides {
  readonly before: World;
  readonly after: World;
  readonly causes: Causes;
}

/** Somebody who exists on both sides, with the rules on both. */
export interface Standing {
  readonly before: Person;
  readonly after: Person;
  readonly old: AccountRules;
  readonly now: AccountRules;
}

/** One person before and after the plan, with all that a rule may look at. Pure data: no clock, no database. */
export class Encounter {
  readonly pair: PersonPair;
  readonly account: AccountPair;
  readonly sides: Sides;
  #permissions: PermissionDifference | undefined;

  constructor(pair: PersonPair, account: AccountPair, sides: Sides) {
    this.pair = pair;
    this.account = account;
    this.sides = sides;
  }

  /** Worked out once, for the three rules that ask. */
  get permissions(): PermissionDifference {
    this.#permissions ??= permissionDifference(this.pair, this.sides.before, this.sides.after);
    return this.#permissions;
  }

  /** The person and the rules on both sides; null for who comes or goes. */
  get standing(): Standing | null {
    const { before, after } = this.pair;
    const { before: old, after: now } = this.account;
    return before === null || after === null || old === null || now === null
      ? null
      : { before, after, old, now };
  }

  /** Behind the person himself: his user, and what enables or disables the whole account. */
  get ownCauses(): readonly string[] {
    const { causes } = this.sides;
    return [...causes.user(this.account.name, this.pair), ...causes.of('Account', null, this.account.name)];
  }

  settingsCauses(kind: string): readonly string[] {
    return this.sides.causes.settings(this.account, kind);
  }

  get grantCauses(): readonly string[] {
    return this.sides.causes.grants(this.account.name, this.pair);
  }
}
