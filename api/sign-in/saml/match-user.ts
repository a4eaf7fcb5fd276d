import { nameKey } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { execute, rows, type Tx } from '../../database/transaction.ts';
import { type Candidate, readCandidate } from '../candidate.ts';
import type { AccountSso } from './find-connection.ts';

/** Who a NameID is, and how that was found. */
export type Match =
  | { readonly candidate: Candidate; readonly by: 'link' | 'nameId' | 'e-mail' | 'username' | 'alias domain' }
  | { readonly nobody: true }
  /** The user who fits is linked to another NameID of the same identity provider. */
  | { readonly linkedToOther: Candidate };

async function linkedUser(
  tx: Tx,
  { organisationId, accountId, connection }: AccountSso,
  nameId: string,
): Promise<string | null> {
  const [found] = await rows<{ userId: string }>(
    tx,
    `SELECT user_id AS "userId" FROM saml_identity
     WHERE organisation_id = $1::uuid AND account_id = $2::uuid AND issuer = $3 AND name_id = $4`,
    organisationId,
    accountId,
    connection.idpEntityId,
    nameId,
  );
  return found?.userId ?? null;
}

interface Fitting {
  readonly id: string;
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
  const found = await rows<{ id: string; nameId: string | null; email: string; username: string }>(
    tx,
    `SELECT id, name_id AS "nameId", email_key AS email, username_key AS username FROM app_user
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
    ['username', (user) => user.nameId === null && user.username === key],
    ['alias domain', (user) => user.nameId === null && isAlias(user.email, key, domains)],
  ];
  for (const [by, fits] of rules) {
    const users = found.filter(fits);
    if (users.length === 1 && users[0]) return { id: users[0].id, by };
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
  const known = linked === null ? undefined : await readCandidate(tx, found.organisationId, linked);
  if (known !== undefined) return { candidate: known, by: 'link' };
  const fitting = await fittingUser(tx, found, nameId);
  const candidate = fitting === null ? undefined : await readCandidate(tx, found.organisationId, fitting.id);
  if (fitting === null || candidate === undefined) return { nobody: true };
  const others = await rows(
    tx,
    'SELECT 1 AS one FROM saml_identity WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND issuer = $3',
    found.organisationId,
    fitting.id,
    found.connection.idpEntityId,
  );
  // What is declared says that the person has another NameID now.
  if (others.length > 0 && fitting.by !== 'nameId') return { linkedToOther: candidate };
  return { candidate, by: fitting.by };
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
