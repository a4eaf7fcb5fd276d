import { accountManager } from '../../schemas/predefined-roles.ts';
import { rows, type Tx } from '../database/transaction.ts';
import type { AccountRules } from '../kinds/people/account-rules.ts';
import { isLastManager as isLast } from '../kinds/people/in-charge.ts';
import { rulesWithManagers } from '../kinds/people/rules-of.ts';
import { readPeopleOfAccount } from '../kinds/reading/people-of-account.ts';
import type { Person } from '../kinds/world.ts';

interface Holder {
  readonly userId: string;
  readonly accountId: string;
}

/** People of the main account who hold the role Account Manager, by themselves or by a team. */
const statement = `
  WITH manager AS (
    SELECT r.id FROM role r WHERE r.organisation_id = $1::uuid AND r.name = $2 AND r.predefined
  ), holder AS (
    SELECT user_id FROM user_role WHERE organisation_id = $1::uuid AND role_id IN (SELECT id FROM manager)
    UNION
    SELECT m.user_id FROM team_member m
    JOIN team_role tr ON tr.organisation_id = m.organisation_id AND tr.team_id = m.team_id
    WHERE m.organisation_id = $1::uuid AND tr.role_id IN (SELECT id FROM manager)
  )
  SELECT u.id AS "userId", a.id AS "accountId" FROM holder h
  JOIN app_user u ON u.organisation_id = $1::uuid AND u.id = h.user_id
  JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id AND a.main`;

interface InCharge {
  readonly person: Person;
  readonly rules: AccountRules;
}

/** The person among the Account Managers of the main account; null: he is none of them. */
async function readInCharge(
  tx: Tx,
  organisationId: string,
  userId: string,
  now: Date,
): Promise<InCharge | null> {
  const holders = await rows<Holder>(tx, statement, organisationId, accountManager);
  const own = holders.find((holder) => holder.userId === userId);
  if (own === undefined) return null;
  const ids = holders.map((holder) => holder.userId);
  const account = await readPeopleOfAccount(tx, organisationId, own.accountId, ids);
  const managers = [...(account?.people.values() ?? [])];
  const person = managers.find(({ id }) => id === userId);
  if (account === null || person === undefined) return null;
  return { person, rules: rulesWithManagers(account, now, managers) };
}

/**
 * Whether nobody else could be in charge: of the Account Managers of the main account he is the only one who can sign in. Such a person is
 * never locked, and keeps the role. What plans foretell goes by the same rules.
 */
export async function isLastManager(
  tx: Tx,
  organisationId: string,
  userId: string,
  now: Date,
): Promise<boolean> {
  const found = await readInCharge(tx, organisationId, userId, now);
  return found !== null && isLast(found.person, found.rules);
}

/** Whether the rule of inactivity leaves him alone, since it takes the others and somebody must stay in charge. */
export async function isSpared(tx: Tx, organisationId: string, userId: string, now: Date): Promise<boolean> {
  const found = await readInCharge(tx, organisationId, userId, now);
  return found?.rules.spared.has(found.person) ?? false;
}
