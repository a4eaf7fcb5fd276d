import { nameKey } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { editResource } from '../../commit/edit.ts';
import { execute, rows } from '../../database/transaction.ts';
import type { Claims } from '../../identity/saml/claims.ts';
import { Refusal } from '../../request/refusal.ts';
import { systemContext } from '../../request/system-context.ts';
import { type Candidate, readCandidate } from '../candidate.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import type { AccountSso } from './find-connection.ts';

function listOf(sso: JsonObject, name: string): JsonObject {
  const list = sso[name];
  return Array.isArray(list) && list.length > 0
    ? { [name === 'defaultRoles' ? 'roles' : 'conversationsRoles']: list }
    : {};
}

function specOf({ sso }: AccountSso, nameId: string, { email, givenName, surname }: Claims): JsonObject {
  return {
    email: email ?? nameId,
    ...(givenName === undefined ? {} : { firstName: givenName }),
    ...(surname === undefined ? {} : { lastName: surname }),
    ...listOf(sso, 'defaultRoles'),
    ...listOf(sso, 'defaultConversationsRoles'),
  };
}

/**
 * Makes the user whom an unknown NameID stands for: user name = NameID. Through `commit`, like everything that is configured.
 * @throws Refusal 409 where the address belongs to somebody else
 */
export async function createSsoUser(
  deps: SignInDeps,
  found: AccountSso,
  nameId: string,
  claims: Claims,
): Promise<Candidate> {
  const { organisationId, organisation, account } = found;
  const context = systemContext(organisationId, organisation);
  const edit = {
    kind: 'User',
    account,
    name: nameId,
    operation: { replace: specOf(found, nameId, claims) },
    createOnly: true,
  };
  await editResource(deps, context, edit, { dryRun: false });
  const candidate = await deps.database.write(async (tx) => {
    const [made] = await rows<{ id: string }>(
      tx,
      'SELECT id FROM app_user WHERE organisation_id = $1::uuid AND account_id = $2::uuid AND username_key = $3',
      organisationId,
      found.accountId,
      nameKey(nameId),
    );
    if (made === undefined) return undefined;
    await execute(
      tx,
      `UPDATE app_user SET origin = 'sso' WHERE organisation_id = $1::uuid AND id = $2::uuid`,
      organisationId,
      made.id,
    );
    return readCandidate(tx, organisationId, made.id);
  });
  if (candidate === undefined) throw new Refusal(409, 'saml/no-user', 'The user could not be made.');
  return candidate;
}
