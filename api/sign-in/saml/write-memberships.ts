import type { NewEntry } from '../../audit/entry.ts';
import { recordEntries } from '../../audit/record.ts';
import { execute, insertRows, type Tx } from '../../database/transaction.ts';
import { notify } from '../../notifications/notify.ts';
import { systemContext } from '../../request/system-context.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import { type AccountTeam, lossAddress } from './account-teams.ts';
import type { Decided } from './decide-memberships.ts';
import type { AccountSso } from './find-connection.ts';
import type { SsoUser } from './match-user.ts';

function changed({ account }: AccountSso, { name }: AccountTeam, detail: Record<string, string>): NewEntry {
  return {
    item: 'Team',
    action: 'Update',
    status: 'success',
    description: 'Group updated',
    account,
    address: `Team/${account}/${name}`,
    detail: { ...detail, by: 'single sign-on' },
  };
}

/** Counted by the brake. */
function left({ account }: AccountSso, team: AccountTeam, username: string): NewEntry {
  return {
    item: 'Team',
    action: 'Leave',
    status: 'success',
    description: `Group membership ended by single sign-on (${team.name}; ${username})`,
    account,
    address: lossAddress(team),
  };
}

function warned({ account }: AccountSso, warning: string): NewEntry {
  return {
    item: 'SSO',
    action: 'Sync',
    status: 'failure',
    description: `Group sync: ${warning}`,
    account,
  };
}

/** Writes what was decided: memberships, entries of the audit log, and a notification of what was stopped. */
export async function writeMemberships(
  tx: Tx,
  deps: SignInDeps,
  found: AccountSso,
  { userId, username }: SsoUser,
  { joining, leaving, stopped, warnings }: Decided & { readonly warnings: readonly string[] },
): Promise<void> {
  const { organisationId, organisation, account } = found;
  const columns = { organisation_id: 'uuid', team_id: 'uuid', user_id: 'uuid', origin: 'text' };
  const joined = joining.map(({ id }) => ({
    organisation_id: organisationId,
    team_id: id,
    user_id: userId,
    origin: 'sso',
  }));
  await insertRows(tx, 'team_member', columns, joined, 'DO NOTHING');
  if (leaving.length > 0) {
    await execute(
      tx,
      `DELETE FROM team_member WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND origin = 'sso' AND team_id = ANY($3::uuid[])`,
      organisationId,
      userId,
      leaving.map(({ id }) => id),
    );
  }
  await recordEntries(tx, deps, systemContext(organisationId, organisation), [
    ...joining.map((team) => changed(found, team, { joined: username })),
    ...leaving.flatMap((team) => [changed(found, team, { left: username }), left(found, team, username)]),
    ...warnings.map((warning) => warned(found, warning)),
  ]);
  if (stopped.length === 0) return;
  await notify(tx, deps, organisationId, {
    event: 'unusual-sign-in',
    account,
    text: stopped.join('; '),
    detail: { user: username },
  });
}
