import { nameKey } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { accountManager } from '../../../schemas/predefined-roles.ts';
import type { NewEntry } from '../../audit/entry.ts';
import { recordEntries } from '../../audit/record.ts';
import { editResource } from '../../commit/edit.ts';
import { execute, insertRows, rows, type Tx } from '../../database/transaction.ts';
import type { GroupClaim } from '../../identity/saml/claims.ts';
import { notify } from '../../notifications/notify.ts';
import { systemContext } from '../../request/system-context.ts';
import type { Candidate } from '../candidate.ts';
import { isLastManager } from '../last-manager.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import type { AccountSso } from './find-connection.ts';

/** What a sync did, for the audit log and the page of a test. */
export interface GroupSync {
  readonly joined: readonly string[];
  readonly left: readonly string[];
  /** Why a group joined nobody, or a membership stayed. */
  readonly warnings: readonly string[];
}

interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly membership: string | null;
  readonly ssoGroup: string | null;
  readonly member: boolean;
  readonly size: number;
  readonly lately: number;
  readonly manages: boolean;
}

const day = 24 * 60 * 60_000;

const teamsOfAccount = `
  SELECT t.id, t.name, t.membership, t.sso_group AS "ssoGroup",
    EXISTS (SELECT FROM team_member m WHERE m.organisation_id = t.organisation_id AND m.team_id = t.id AND m.user_id = $3::uuid AND m.origin = 'sso') AS member,
    (SELECT count(*) FROM team_member m WHERE m.organisation_id = t.organisation_id AND m.team_id = t.id AND m.origin = 'sso')::int AS size,
    (SELECT count(*) FROM audit_entry e WHERE e.organisation_id = t.organisation_id AND e.at >= $5::timestamptz AND e.item = 'Team'
      AND e.address = $6 || t.id::text AND e.action = 'Leave')::int AS lately,
    EXISTS (SELECT FROM team_role tr JOIN role r ON r.organisation_id = tr.organisation_id AND r.id = tr.role_id
      WHERE tr.organisation_id = t.organisation_id AND tr.team_id = t.id AND r.name = $4 AND r.predefined) AS manages
  FROM team t WHERE t.organisation_id = $1::uuid AND t.account_id = $2::uuid`;

/** Address of a team by its id: what the brake counts must survive a rename. */
const brakeAddress = 'Team#';

async function readTeams(
  tx: Tx,
  deps: SignInDeps,
  found: AccountSso,
  userId: string,
): Promise<readonly TeamRow[]> {
  const since = new Date(deps.now().getTime() - day).toISOString();
  return rows<TeamRow>(
    tx,
    teamsOfAccount,
    found.organisationId,
    found.accountId,
    userId,
    accountManager,
    since,
    brakeAddress,
  );
}

const isSso = ({ membership }: TeamRow): boolean => membership === 'sso';
const groupOf = ({ ssoGroup, name }: TeamRow): string => nameKey(ssoGroup ?? name);

async function makeTeams(deps: SignInDeps, found: AccountSso, groups: readonly string[]): Promise<void> {
  const context = systemContext(found.organisationId, found.organisation);
  for (const name of groups) {
    const spec: JsonObject = { membership: 'sso' };
    await editResource(
      deps,
      context,
      { kind: 'Team', account: found.account, name, operation: { replace: spec }, createOnly: true },
      { dryRun: false },
    ).catch((error: unknown) => {
      // Somebody else of the same group was a moment faster.
      if ((error as { code?: string }).code !== 'resource/exists') throw error;
    });
  }
}

/** How many people a team may lose within a day by syncs: the declared share of those it has, and always one. */
function mayLose(sso: JsonObject, { size, lately }: TeamRow): boolean {
  const limit = sso['maxGroupRemovals'];
  const share = typeof limit === 'string' ? Number.parseInt(limit, 10) / 100 : null;
  if (share === null || Number.isNaN(share)) return true;
  return lately < Math.max(1, Math.floor((size + lately) * share));
}

function leaveEntry(found: AccountSso, candidate: Candidate, team: TeamRow): readonly NewEntry[] {
  const base = { item: 'Team', status: 'success' as const, account: found.account };
  return [
    {
      ...base,
      action: 'Update',
      description: 'Group updated',
      address: `Team/${found.account}/${team.name}`,
      detail: { left: candidate.username, by: 'single sign-on' },
    },
    {
      ...base,
      action: 'Leave',
      description: `Group membership ended by single sign-on (${team.name}; ${candidate.username})`,
      address: `${brakeAddress}${team.id}`,
    },
  ];
}

interface Outcome {
  readonly joining: readonly TeamRow[];
  readonly leaving: readonly TeamRow[];
  /** Memberships that stay although the claim does not have them; somebody should know. */
  readonly stopped: readonly string[];
}

async function decide(
  tx: Tx,
  deps: SignInDeps,
  found: AccountSso,
  candidate: Candidate,
  groups: ReadonlySet<string>,
): Promise<Outcome> {
  const teams = (await readTeams(tx, deps, found, candidate.userId)).filter(isSso);
  const joining = teams.filter((team) => !team.member && groups.has(groupOf(team)));
  const surplus = teams.filter((team) => team.member && !groups.has(groupOf(team)));
  const braked = surplus.filter((team) => !mayLose(found.sso, team));
  const last = surplus.some(({ manages }) => manages)
    ? await isLastManager(tx, candidate.organisationId, candidate.userId, deps.now())
    : false;
  const kept = surplus.filter(({ manages }) => manages && last);
  return {
    joining,
    leaving: surplus.filter((team) => !braked.includes(team) && !kept.includes(team)),
    stopped: [
      ...braked.map(
        ({ name }) =>
          `the sync of ${name} is stopped: it would take away more of its people than maxGroupRemovals allows`,
      ),
      ...kept.map(({ name }) => `the membership of ${name} stays: nobody else could be in charge`),
    ],
  };
}

async function writeMemberships(
  tx: Tx,
  deps: SignInDeps,
  found: AccountSso,
  candidate: Candidate,
  { joining, leaving, warnings, stopped }: Outcome & { readonly warnings: readonly string[] },
): Promise<void> {
  const { organisationId, userId } = candidate;
  const joined = joining.map(({ id }) => ({
    organisation_id: organisationId,
    team_id: id,
    user_id: userId,
    origin: 'sso',
  }));
  const columns = { organisation_id: 'uuid', team_id: 'uuid', user_id: 'uuid', origin: 'text' };
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
  await recordEntries(tx, deps, systemContext(organisationId, found.organisation), [
    ...joining.map(
      ({ name }): NewEntry => ({
        item: 'Team',
        action: 'Update',
        status: 'success',
        description: 'Group updated',
        account: found.account,
        address: `Team/${found.account}/${name}`,
        detail: { joined: candidate.username, by: 'single sign-on' },
      }),
    ),
    ...leaving.flatMap((team) => leaveEntry(found, candidate, team)),
    ...warnings.map(
      (warning): NewEntry => ({
        item: 'SSO',
        action: 'Sync',
        status: 'failure',
        description: `Group sync: ${warning}`,
        account: found.account,
      }),
    ),
  ]);
  if (stopped.length === 0) return;
  await notify(tx, deps, organisationId, {
    event: 'unusual-sign-in',
    account: found.account,
    text: stopped.join('; '),
    detail: { user: candidate.username },
  });
}

/**
 * Makes the person's memberships of the account's SSO teams equal to the claim. A missing claim changes nothing: it is not an
 * empty one. Teams that are missing are made; a group that names a team which is not SSO's joins nobody.
 */
export async function syncGroups(
  deps: SignInDeps,
  found: AccountSso,
  candidate: Candidate,
  groupClaim: readonly GroupClaim[] | undefined,
): Promise<GroupSync> {
  if (found.sso['autoCreateGroups'] !== true) return { joined: [], left: [], warnings: [] };
  if (groupClaim === undefined)
    return { joined: [], left: [], warnings: ['there is no group claim: memberships stay as they are'] };
  const claim = groupClaim.map(({ value }) => value);
  const teams = await deps.database.snapshot((tx) => readTeams(tx, deps, found, candidate.userId));
  const known = new Set(teams.filter(isSso).map(groupOf));
  const ordinary = new Set(teams.filter((team) => !isSso(team)).map(({ name }) => nameKey(name)));
  const unknown = claim.filter((group) => !known.has(nameKey(group)));
  const keys = new Set(groupClaim.filter(({ form }) => form !== 'name').map(({ value }) => value));
  const technical = unknown.filter((group) => keys.has(group));
  const taken = unknown.filter((group) => ordinary.has(nameKey(group)));
  await makeTeams(
    deps,
    found,
    unknown.filter((group) => !technical.includes(group) && !taken.includes(group)),
  );
  const groups = new Set(claim.map(nameKey));
  const outcome = await deps.database.write(async (tx) => {
    const decided = await decide(tx, deps, found, candidate, groups);
    const warnings = [
      ...decided.stopped,
      ...taken.map((group) => `${group} is a team that single sign-on does not keep: nobody joins it`),
      ...technical.map((group) => `${group} is no name for people: no team is made`),
    ];
    const whole = { ...decided, warnings };
    await writeMemberships(tx, deps, found, candidate, whole);
    return whole;
  });
  return {
    joined: outcome.joining.map(({ name }) => name),
    left: outcome.leaving.map(({ name }) => name),
    warnings: outcome.warnings,
  };
}
