import { nameKey } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { execute, preparedMark, rows, type Tx } from '../../database/transaction.ts';
import type { Candidate } from '../candidate.ts';
import type { AccountSso } from './find-connection.ts';

/** A user as far as single sign-on must know him. */
export type SsoUser = Pick<Candidate, 'userId' | 'username'>;

/** Who a NameID is, and how that was found. */
export interface Matched {
  readonly user: SsoUser;
  readonly by: 'link' | 'made' | Fitting['by'];
}

export type Match =
  | Matched
  | { readonly nobody: true }
  /** The user who fits is linked to another NameID of the same identity provider. */
  | { readonly linkedToOther: SsoUser };

const byLink = `${preparedMark}
  SELECT u.id AS "userId", u.username FROM saml_identity i
  JOIN app_user u ON u.organisation_id = i.organisation_id AND u.id = i.user_id
  WHERE i.organisation_id = $1::uuid AND i.account_id = $2::uuid AND i.issuer = $3 AND i.name_id = $4`;

/** Who has signed in by that NameID before; undefined: nobody. One statement. */
export async function linkedUser(
  tx: Tx,
  { organisationId, accountId, connection }: AccountSso,
  nameId: string,
): Promise<SsoUser | undefined> {
  const [found] = await rows<SsoUser>(tx, byLink, organisationId, accountId, connection.idpEntityId, nameId);
  return found;
}

interface Fitting {
  readonly user: SsoUser;
  readonly by: 'nameId' | 'e-mail' | 'username' | 'alias domain';
}

/** The first sign-in goes by what is declared (`nameId`), then by e-mail and user name, then by the same name in an alias domain. */
async function fittingUser(
  tx: Tx,
  { organisationId, accountId, sso }: AccountSso,
  nameId: string,
): Promise<Fitting | null> {
  const key = nameKey(nameId);
  const [local] = key.split('@');
  const others = aliasDomains(sso).size > 0 ? `${local}@%` : '';
  const found = await rows<SsoUser & { nameId: string | null; email: string; usernameKey: string }>(
    tx,
    `SELECT id AS "userId", username, name_id AS "nameId", email_key AS email, username_key AS "usernameKey" FROM app_user
     WHERE organisation_id = $1::uuid AND account_id = $2::uuid
       AND (lower(name_id) = $3 OR email_key = $3 OR username_key = $3 OR ($4 <> '' AND email_key LIKE $4))`,
    organisationId,
    accountId,
    key,
    others.replaceAll('_', '\\_'),
  );
  const domains = aliasDomains(sso);
  const rules: readonly (readonly [Fitting['by'], (user: (typeof found)[number]) => boolean])[] = [
    ['nameId', (user) => user.nameId !== null && nameKey(user.nameId) === key],
    ['e-mail', (user) => user.nameId === null && user.email === key],
    ['username', (user) => user.nameId === null && user.usernameKey === key],
    ['alias domain', (user) => user.nameId === null && isAlias(user.email, key, domains)],
  ];
  for (const [by, fits] of rules) {
    const users = found.filter(fits);
    if (users.length === 1 && users[0]) return { user: users[0], by };
  }
  return null;
}

function aliasDomains(sso: JsonObject): ReadonlySet<string> {
  const domains = Array.isArray(sso['aliasDomains']) ? sso['aliasDomains'] : [];
  return new Set(domains.map((name) => nameKey(String(name))));
}

/** Two addresses of one name, one of them in a domain that the account calls its other one. */
function isAlias(email: string, key: string, domains: ReadonlySet<string>): boolean {
  const [[local, domain = ''], [keyLocal, keyDomain = '']] = [email.split('@'), key.split('@')];
  return local === keyLocal && (domains.has(domain) || domains.has(keyDomain));
}

/** Finds who a verified NameID is: by the link of a former sign-in, the first time by what fits. */
export async function matchUser(tx: Tx, found: AccountSso, nameId: string): Promise<Match> {
  const linked = await linkedUser(tx, found, nameId);
  if (linked !== undefined) return { user: linked, by: 'link' };
  const fitting = await fittingUser(tx, found, nameId);
  if (fitting === null) return { nobody: true };
  const others = await rows(
    tx,
    'SELECT 1 AS one FROM saml_identity WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND issuer = $3',
    found.organisationId,
    fitting.user.userId,
    found.connection.idpEntityId,
  );
  // What is declared says that the person has another NameID now.
  if (others.length > 0 && fitting.by !== 'nameId') return { linkedToOther: fitting.user };
  return fitting;
}

/** Links a NameID to a user: from now on this alone says who he is. */
export async function linkUser(
  tx: Tx,
  { organisationId, accountId, connection }: AccountSso,
  { nameId, userId, at }: { readonly nameId: string; readonly userId: string; readonly at: string },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO saml_identity (organisation_id, account_id, issuer, name_id, user_id, linked_at)
     VALUES ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6::timestamptz)
     ON CONFLICT (organisation_id, account_id, issuer, name_id) DO NOTHING`,
    organisationId,
    accountId,
    connection.idpEntityId,
    nameId,
    userId,
    at,
  );
}
