import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import { predefinedRoles } from '../../../schemas/predefined-roles.ts';
import { errorOf } from '../diagnose.ts';
import type { Assessment } from '../kind.ts';
import { nameOf } from '../own-values.ts';
import type { World } from '../world.ts';

const predefined = new Set(predefinedRoles.map(({ name }) => nameKey(name)));
/** More holders than this are counted, not named. */
const named = 3;

/** Predefined roles are nobody's to change, and a role that somebody has is not removed. */
export function checkRoles({ after, own }: Assessment): readonly Diagnostic[] {
  return own.flatMap((change) => [...checkName(change), ...checkHolders(change, after)]);
}

function checkName(change: Change): readonly Diagnostic[] {
  const names = [nameOf(change), change.previousName].filter((name) => name !== undefined);
  if (!names.some((name) => predefined.has(nameKey(name)))) return [];
  return [
    errorOf(change, {
      code: 'role/predefined',
      summary: `${change.address}: this is the name of a predefined role, which nobody can declare, change or remove`,
      remedy: 'choose another name',
    }),
  ];
}

/**
 * Removing the role would change people and teams that the plan does not speak of. Whoever loses the role in the same plan is no obstacle;
 * nor is a grant by sso, scim or a template, which ends with the role and shows as `loses-permission`.
 */
function checkHolders(change: Change, after: World): readonly Diagnostic[] {
  if (change.after !== null) return [];
  const holders = holdersOf(nameKey(nameOf(change)), change.account, after);
  if (holders.length === 0) return [];
  const more = holders.length > named ? ` and ${holders.length - named} more` : '';
  return [
    errorOf(change, {
      code: 'role/in-use',
      summary: `${change.address} cannot be removed: ${holders.slice(0, named).join(', ')}${more} still have it`,
      remedy: 'take the role from them in the same plan',
    }),
  ];
}

function holdersOf(key: string, account: string | null, { accounts }: World): readonly string[] {
  return [...accounts.values()]
    .filter(({ name }) => account === null || name === account)
    .flatMap(({ name, people, teams }) => [
      ...[...people.values()]
        .filter(({ roles }) => roles.has(key))
        .map(({ username }) => `User/${name}/${username}`),
      ...[...teams].filter(([, { roles }]) => roles.has(key)).map(([team]) => `Team/${name}/${team}`),
    ]);
}
