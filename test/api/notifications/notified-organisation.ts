import { applyPlan } from '../../../api/commit/apply.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import type { Database } from '../../../api/database/database.ts';
import { execute, rows } from '../../../api/database/transaction.ts';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import {
  declaration,
  document,
  type TestOrganisation,
  testOrganisation,
} from '../../support/organisation.ts';

const user = (name: string, spec: JsonObject, account = 'emea'): DeclaredDocument =>
  document('User', { name, account }, { email: `${name}@${account}.example`, ...spec });

/** An account `emea` with people by role, by team and by name, and these notifications. */
export function peopleOf(notifications: JsonObject, main = 'acme'): readonly DeclaredDocument[] {
  return [
    document('Account', { name: 'emea' }, { displayName: 'EMEA' }),
    document('Role', { name: 'Watcher' }, { permissions: ['users/read'] }),
    document('Role', { name: 'Local', account: 'emea' }, { permissions: ['seats/read'] }),
    user('finance', { roles: ['Finance Manager'] }),
    user('member', {}),
    user('through', {}),
    user('named', {}),
    user('local', { roles: ['Local'] }),
    user('gone', { roles: ['Finance Manager'], enabled: false }),
    user('past', { roles: ['Finance Manager'], expires: '2026-11-23' }),
    user('last-day', { roles: ['Finance Manager'], expires: '2026-11-24' }),
    user('watcher', { roles: ['Watcher'] }),
    user('nobody', {}),
    user('finance', { roles: ['Finance Manager'] }, main),
    document('Team', { name: 'Support', account: 'emea' }, { members: ['member'] }),
    document(
      'Team',
      { name: 'Payers', account: 'emea' },
      { members: ['through'], roles: ['Finance Manager'] },
    ),
    document('Notifications', { account: 'emea' }, notifications),
  ];
}

/** Plans and applies. */
export async function applied(
  { deps, context }: TestOrganisation,
  documents: readonly DeclaredDocument[],
): Promise<void> {
  const { id, diagnostics } = await planDeclaration(deps, context, declaration(documents));
  if (id === null) throw new Error(JSON.stringify(diagnostics));
  await applyPlan(deps, context, id);
}

/** The organisation `acme` with the people of `peopleOf`, and an empty outbox. */
export async function notifiedOrganisation(
  database: Database,
  notifications: JsonObject,
  name = 'acme',
): Promise<TestOrganisation> {
  const organisation = await testOrganisation(database, name);
  await applied(organisation, peopleOf(notifications, name));
  await database.write((tx) => execute(tx, 'DELETE FROM outbox'));
  return organisation;
}

/** Id of a user of `emea`. */
export async function userId(database: Database, username: string, account = 'emea'): Promise<string> {
  const [found] = await database.snapshot((tx) =>
    rows<{ id: string }>(
      tx,
      'SELECT u.id FROM app_user u JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id WHERE u.username = $1 AND a.name = $2',
      username,
      account,
    ),
  );
  if (found === undefined) throw new Error(`no user ${username}`);
  return found.id;
}
