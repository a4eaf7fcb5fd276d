import { nameKey } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { editResource } from '../../commit/edit.ts';
import type { GroupClaim } from '../../identity/saml/claims.ts';
import { systemContext } from '../../request/system-context.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import { type AccountTeam, groupOf, isSso, readTeams } from './account-teams.ts';
import { decideMemberships, differenceOf } from './decide-memberships.ts';
import type { AccountSso } from './find-connection.ts';
import type { SsoUser } from './match-user.ts';
import { writeMemberships } from './write-memberships.ts';

/** What a sync did, for the audit log and the page of a test. */
export interface GroupSync {
  readonly joined: readonly string[];
  readonly left: readonly string[];
  /** Why a group joined nobody, or a membership stayed. */
  readonly warnings: readonly string[];
}

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

/** Groups of a claim for which there is no team of single sign-on. */
interface Unknown {
  /** To be made. */
  readonly fresh: readonly string[];
  /** Why the others are not. */
  readonly warnings: readonly string[];
}

function unknownOf(claim: readonly GroupClaim[], teams: readonly AccountTeam[]): Unknown {
  const known = new Set(teams.filter(isSso).map(groupOf));
  const ordinary = new Set(teams.filter((team) => !isSso(team)).map(({ name }) => nameKey(name)));
  const unknown = claim.filter(({ value }) => !known.has(nameKey(value)));
  const isTaken = ({ value }: GroupClaim): boolean => ordinary.has(nameKey(value));
  const isTechnical = ({ form }: GroupClaim): boolean => form !== 'name';
  const values = (groups: readonly GroupClaim[]): string[] => groups.map(({ value }) => value);
  return {
    fresh: values(unknown.filter((group) => !isTaken(group) && !isTechnical(group))),
    warnings: [
      ...values(unknown.filter(isTaken)).map(
        (group) => `${group} is a team that single sign-on does not keep: nobody joins it`,
      ),
      ...values(unknown.filter(isTechnical)).map(
        (group) => `${group} is no name for people: no team is made`,
      ),
    ],
  };
}

/**
 * Makes the person's memberships of the account's SSO teams equal to the claim. A missing claim changes nothing: it is not an
 * empty one. Teams that are missing are made; a group that names a team which is not SSO's joins nobody.
 */
export async function syncGroups(
  deps: SignInDeps,
  found: AccountSso,
  user: SsoUser,
  claim: readonly GroupClaim[] | undefined,
): Promise<GroupSync> {
  if (found.sso['autoCreateGroups'] !== true) return { joined: [], left: [], warnings: [] };
  if (claim === undefined)
    return { joined: [], left: [], warnings: ['there is no group claim: memberships stay as they are'] };
  const teams = await deps.database.lookUp((tx) => readTeams(tx, found, user.userId));
  const groups = new Set(claim.map(({ value }) => nameKey(value)));
  const { missing, surplus } = differenceOf(teams, groups);
  const unknown = unknownOf(claim, teams);
  // Nearly everybody is in the groups that he was in before.
  if ([...missing, ...surplus, ...unknown.fresh, ...unknown.warnings].length === 0)
    return { joined: [], left: [], warnings: [] };
  await makeTeams(deps, found, unknown.fresh);
  const { joining, leaving, warnings } = await deps.database.write(async (tx) => {
    const decided = await decideMemberships(tx, deps, found, user.userId, groups);
    const whole = { ...decided, warnings: [...decided.stopped, ...unknown.warnings] };
    await writeMemberships(tx, deps, found, user, whole);
    return whole;
  });
  const names = (list: readonly AccountTeam[]): string[] => list.map(({ name }) => name);
  return { joined: names(joining), left: names(leaving), warnings };
}
