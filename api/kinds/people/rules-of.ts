import { configurationOf } from '../../../schemas/access/sso-configuration.ts';
import { requirementHolds } from '../../../schemas/access/sso-requirement.ts';
import { canonicalJson } from '../../../schemas/contract/json.ts';
import type { AccountWorld, Person } from '../world.ts';
import { hasProvenWay, hasUsablePassword } from './access.ts';
import { type AccountRules, type DeclaredRules, declaredRules } from './account-rules.ts';
import { sparedManagers } from './in-charge.ts';
import { holdsAccountManager } from './permissions.ts';

const nobody: ReadonlySet<Person> = new Set();

/** Whether one of the emergency users can come in by his password. */
export function hasEmergencyUser(declared: DeclaredRules): boolean {
  const rules = { ...declared, ssoHolds: true };
  return [...declared.emergencyUsers].some((key) => {
    const person = declared.account.people.get(key);
    return person !== undefined && hasUsablePassword(person, rules);
  });
}

/**
 * Whether `required` holds. Before a plan as it stands; after one that changes the settings of single sign-on it is looked at anew, as the
 * apply does.
 */
function ssoHolds(declared: DeclaredRules): boolean {
  const { account, ssoMode } = declared;
  const sso = account.effective['SingleSignOn'] ?? {};
  const { ssoBefore } = account;
  if (ssoBefore === undefined || canonicalJson(ssoBefore) === canonicalJson(sso))
    return ssoMode === 'required' && account.sso.required;
  return holdsAnew(declared);
}

function holdsAnew(declared: DeclaredRules): boolean {
  const { account, ssoMode } = declared;
  const configuration = configurationOf(account.effective['SingleSignOn'] ?? {}, account.sso.fetched);
  const now = { mode: ssoMode, configuration };
  return requirementHolds(account.sso, now, () => hasEmergencyUser(declared));
}

/** Whether `required` is to hold in an account as it is now, its emergency users read. */
export function requiredAnew(account: AccountWorld, now: Date): boolean {
  return holdsAnew(declaredRules(account, now));
}

/** The rules of an account for all of its people, worked out once. */
export function rulesOf(account: AccountWorld, now: Date): AccountRules {
  const declared = declaredRules(account, now);
  const rules = { ...declared, ssoHolds: ssoHolds(declared) };
  if (!account.main) return { ...rules, managers: nobody, ableManagers: nobody, spared: nobody };
  const managers = [...account.people.values()].filter((person) => holdsAccountManager(person, account));
  return withManagers(rules, managers);
}

/** The rules of the main account as it is now, where it is known who its Account Managers are. */
export function rulesWithManagers(
  account: AccountWorld,
  now: Date,
  managers: readonly Person[],
): AccountRules {
  const declared = declaredRules(account, now);
  return withManagers({ ...declared, ssoHolds: ssoHolds(declared) }, managers);
}

function withManagers(
  rules: DeclaredRules & Pick<AccountRules, 'ssoHolds'>,
  managers: readonly Person[],
): AccountRules {
  const able = managers.filter((person) => hasProvenWay(person, rules));
  return {
    ...rules,
    managers: new Set(managers),
    ableManagers: new Set(able),
    spared: sparedManagers(managers, new Set(able), rules),
  };
}
