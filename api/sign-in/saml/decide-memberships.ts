import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { isLastManager } from '../last-manager.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import { type AccountTeam, groupOf, isSso, readLosses, readTeams, type TeamLosses } from './account-teams.ts';
import type { AccountSso } from './find-connection.ts';

/** Where memberships and claim differ. */
export interface Difference {
  readonly missing: readonly AccountTeam[];
  readonly surplus: readonly AccountTeam[];
}

/** @param groups of the claim, folded */
export function differenceOf(teams: readonly AccountTeam[], groups: ReadonlySet<string>): Difference {
  const kept = teams.filter(isSso);
  return {
    missing: kept.filter((team) => !team.member && groups.has(groupOf(team))),
    surplus: kept.filter((team) => team.member && !groups.has(groupOf(team))),
  };
}

/** What a sync does. */
export interface Decided {
  readonly joining: readonly AccountTeam[];
  readonly leaving: readonly AccountTeam[];
  /** Memberships that stay although the claim does not have them; somebody should know. */
  readonly stopped: readonly string[];
}

/** How many people a team may lose within a day by syncs: the declared share of those it has, and always one. */
function mayLose(sso: JsonObject, { size, lately }: TeamLosses): boolean {
  const limit = sso['maxGroupRemovals'];
  const share = typeof limit === 'string' ? Number.parseInt(limit, 10) / 100 : null;
  if (share === null || Number.isNaN(share)) return true;
  return lately < Math.max(1, Math.floor((size + lately) * share));
}

/** Decides which teams somebody joins and leaves, so that no team loses too many and somebody stays in charge. */
export async function decideMemberships(
  tx: Tx,
  deps: SignInDeps,
  found: AccountSso,
  userId: string,
  groups: ReadonlySet<string>,
): Promise<Decided> {
  const { missing, surplus } = differenceOf(await readTeams(tx, found, userId), groups);
  const losses = await readLosses(tx, deps, found, surplus);
  const braked = surplus.filter(({ id }) => {
    const facts = losses.get(id);
    return facts === undefined || !mayLose(found.sso, facts);
  });
  const managing = surplus.filter(({ id }) => losses.get(id)?.manages === true);
  const isLast = managing.length > 0 && (await isLastManager(tx, found.organisationId, userId, deps.now()));
  const kept = isLast ? managing : [];
  return {
    joining: missing,
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
