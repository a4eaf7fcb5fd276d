import { nameKey } from '../../../schemas/contract/address.ts';
import { accountManager } from '../../../schemas/predefined-roles.ts';
import { preparedMark, rows, type Tx } from '../../database/transaction.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import type { AccountSso } from './find-connection.ts';

/** A team of the account, as somebody who signs in sees it. */
export interface AccountTeam {
  readonly id: string;
  readonly name: string;
  readonly membership: string | null;
  readonly ssoGroup: string | null;
  /** Whether single sign-on has made the person a member. */
  readonly member: boolean;
}

const teams = `${preparedMark}
  SELECT t.id, t.name, t.membership, t.sso_group AS "ssoGroup", m.user_id IS NOT NULL AS member FROM team t
  LEFT JOIN team_member m ON m.organisation_id = t.organisation_id AND m.team_id = t.id AND m.user_id = $3::uuid AND m.origin = 'sso'
  WHERE t.organisation_id = $1::uuid AND t.account_id = $2::uuid`;

/** The teams of the account, with the person's memberships. One statement. */
export function readTeams(
  tx: Tx,
  { organisationId, accountId }: AccountSso,
  userId: string,
): Promise<AccountTeam[]> {
  return rows<AccountTeam>(tx, teams, organisationId, accountId, userId);
}

/** Whether single sign-on keeps the members of a team. */
export const isSso = ({ membership }: AccountTeam): boolean => membership === 'sso';

/** The group that a team stands for, folded. */
export const groupOf = ({ ssoGroup, name }: AccountTeam): string => nameKey(ssoGroup ?? name);

/** What decides whether a team may lose somebody. */
export interface TeamLosses {
  /** Members by single sign-on. */
  readonly size: number;
  /** How many of them it lost within a day. */
  readonly lately: number;
  /** Whether its members are Account Managers. */
  readonly manages: boolean;
}

const day = 24 * 60 * 60_000;

/** Address of a team by its id: what the brake counts must survive a rename. */
export const lossAddress = ({ id }: AccountTeam): string => `Team#${id}`;

const losses = `
  SELECT t.id,
    (SELECT count(*) FROM team_member m WHERE m.organisation_id = t.organisation_id AND m.team_id = t.id AND m.origin = 'sso')::int AS size,
    (SELECT count(*) FROM audit_entry e WHERE e.organisation_id = t.organisation_id AND e.at >= $4::timestamptz AND e.item = 'Team'
      AND e.address = 'Team#' || t.id::text AND e.action = 'Leave')::int AS lately,
    EXISTS (SELECT FROM team_role tr JOIN role r ON r.organisation_id = tr.organisation_id AND r.id = tr.role_id
      WHERE tr.organisation_id = t.organisation_id AND tr.team_id = t.id AND r.name = $3 AND r.predefined) AS manages
  FROM team t WHERE t.organisation_id = $1::uuid AND t.id = ANY($2::uuid[])`;

/** What is to be known of teams before somebody leaves them, by id; asks nothing for none. */
export async function readLosses(
  tx: Tx,
  { now }: SignInDeps,
  { organisationId }: AccountSso,
  leaving: readonly AccountTeam[],
): Promise<ReadonlyMap<string, TeamLosses>> {
  if (leaving.length === 0) return new Map();
  const ids = leaving.map(({ id }) => id);
  const since = new Date(now().getTime() - day).toISOString();
  const found = await rows<TeamLosses & { id: string }>(
    tx,
    losses,
    organisationId,
    ids,
    accountManager,
    since,
  );
  return new Map(found.map(({ id, ...facts }) => [id, facts]));
}
