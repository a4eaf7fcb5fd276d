import fc from 'fast-check';
import type { JsonObject } from '../../../../schemas/contract/json.ts';
import { changing, networks, seldom, specOf } from './arbitraries.ts';
import type { AccountName, PersonCase, Sides } from './case.ts';
import { randomState } from './random-state.ts';

const config = fc.record({
  roles: fc.subarray(['Campaign Manager', 'Finance Manager', 'Seat Steward']),
  conversationsRoles: seldom(['agent'], ['viewer'], ['analytics', 'supervisor']),
  enabled: seldom(false, true, true),
  allowedMethods: seldom(['password'], ['sso'], ['password', 'sso']),
  allowedNetworks: networks,
  expires: seldom('2026-11-20', '2026-11-24', '2026-12-10'),
  invitation: seldom('email', 'none'),
});
const fields = [
  'roles',
  'conversationsRoles',
  'enabled',
  'allowedMethods',
  'allowedNetworks',
  'expires',
  'invitation',
] as const;

type Config = Record<(typeof fields)[number], unknown>;

/** Of the people of the main account six in ten are Account Managers before the plan, and five after it. */
const managers = { before: 6, after: 5, afterFirst: 8 };

interface Drawn {
  readonly sides: Sides<Config>;
  readonly presence: string;
  readonly chances: readonly [before: number, after: number];
}

function declaredOf(
  account: AccountName,
  name: string,
  { sides, presence, chances }: Drawn,
): PersonCase['declared'] {
  const spec = (found: Config, manages: boolean): JsonObject => {
    const roles = [...(found.roles as string[]), ...(manages ? ['Account Manager'] : [])];
    return { email: `${name}@${account}.example`, ...specOf(found), roles };
  };
  const [was, is] = chances;
  const first = name === 'ana';
  // Somebody must be in charge for the organisation to be made.
  const sure = first ? { allowedMethods: null, allowedNetworks: null, expires: null, enabled: null } : {};
  const before = spec({ ...sides.before, ...sure }, first || was < managers.before);
  const after = spec(sides.after, is < (first ? managers.afterFirst : managers.after));
  const stays = presence === 'stays' || first;
  return {
    before: stays || presence === 'removed' ? before : null,
    after: stays || presence === 'made' ? after : null,
  };
}

/** A user of one of the accounts. */
export function randomPerson(account: AccountName, name: string): fc.Arbitrary<PersonCase> {
  const chance = account === 'acme' ? fc.integer({ min: 0, max: 9 }) : fc.constant(9);
  return fc
    .record({
      sides: changing(config, fields),
      presence: fc.constantFrom('stays', 'stays', 'stays', 'stays', 'stays', 'stays', 'made', 'removed'),
      onRemoval: fc.constantFrom('delete' as const, 'disable' as const),
      chances: fc.tuple(chance, chance),
      state: randomState,
    })
    .map(({ onRemoval, state, ...drawn }) => ({
      account,
      name,
      onRemoval,
      state,
      declared: declaredOf(account, name, drawn),
    }));
}
