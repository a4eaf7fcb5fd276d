import { execute, insertRows, rows } from '../../../api/database/transaction.ts';
import { hashSecret } from '../../../api/identity/api-key.ts';
import { unitedPermissions } from '../../../api/identity/united-permissions.ts';
import { disableEnded } from '../../../api/jobs/disable-ended.ts';
import { disableInactive } from '../../../api/jobs/disable-inactive.ts';
import { releasedUsers } from '../../../api/kinds/reading/released-seats.ts';
import type { Case } from './case.ts';
import { type Known, nameIdOf, readKnown, sessionToken, type Writing } from './establish.ts';
import type { Rehearsal } from './rehearsal.ts';
import {
  type Arrived,
  byInvitation,
  byPassword,
  bySso,
  isIn,
  type Outside,
  sessionLives,
} from './visitor.ts';

/** What happens to somebody who really tries. */
export interface Seen {
  readonly userId: string;
  /** By the ways that he has, as he is. */
  readonly ways: Readonly<Record<'password' | 'sso' | 'invitation', Arrived | null>>;
  /** By password once a lock, a suspension and inactivity are lifted, and a password is set where there was none. */
  readonly lifted: Arrived;
  /** The same once `required` has taken hold. */
  readonly forced: Arrived;
  readonly locksAtNextFailure: boolean;
  /** Sessions that still open something. */
  readonly sessions: number;
  readonly permissions: readonly string[];
  readonly seat: boolean;
  readonly conversationsRoles: readonly string[];
  readonly openInvitations: number;
  /** Disabled by the next run of the rules. */
  readonly inactive: boolean;
  /** How many days later the end date disables him; null: never within what is looked at. */
  readonly endsIn: number | null;
}

export type Observation = ReadonlyMap<string, Seen>;

export interface Scene extends Rehearsal {
  readonly outside: Outside;
  readonly writing: Writing;
  readonly found: Case;
}

const day = 24 * 60 * 60_000;
const probes = [0, 1, 20];

async function lift({ database, writing }: Scene, userId: string): Promise<void> {
  const { organisationId, passwordHash, now } = writing;
  const where = 'WHERE organisation_id = $1::uuid AND user_id = $2::uuid';
  await database.write(async (tx) => {
    await execute(
      tx,
      `UPDATE user_activity SET locked_at = NULL, suspended_at = NULL, failed_attempts = 0, delayed_until = NULL,
         activated_at = $3::timestamptz ${where}`,
      organisationId,
      userId,
      now.toISOString(),
    );
    await execute(
      tx,
      `UPDATE user_credential SET password_hash = $3, password_set_at = coalesce(password_set_at, $4::timestamptz) ${where}`,
      organisationId,
      userId,
      passwordHash,
      now.toISOString(),
    );
  });
}

/** What `required` does once it holds, whatever it waits for. */
async function force({ database, writing }: Scene, accountId: string): Promise<void> {
  await database.write((tx) =>
    execute(
      tx,
      `INSERT INTO saml_connection (organisation_id, account_id, configuration, required_since)
       VALUES ($1::uuid, $2::uuid, 'forced', $3::timestamptz)
       ON CONFLICT (organisation_id, account_id) DO UPDATE SET required_since = excluded.required_since`,
      writing.organisationId,
      accountId,
      writing.now.toISOString(),
    ),
  );
}

const invitation = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  token_hash: 'text',
  created_at: 'timestamptz',
  expires_at: 'timestamptz',
};

async function invite({ database, writing }: Scene, userId: string): Promise<string> {
  const token = `invitation of ${userId}`;
  const row = {
    organisation_id: writing.organisationId,
    id: writing.newId(),
    user_id: userId,
    token_hash: hashSecret(token),
    created_at: writing.now.toISOString(),
    expires_at: new Date(writing.now.getTime() + day).toISOString(),
  };
  await database.write((tx) => insertRows(tx, 'invitation', invitation, [row]));
  return token;
}

interface Facts {
  readonly userId: string;
  /** Effective in the account. */
  readonly ssoMode: string;
  readonly password: boolean;
  readonly never: boolean;
  readonly locked: boolean;
  readonly seat: boolean;
  readonly permissions: readonly string[];
  readonly conversationsRoles: readonly string[];
  readonly openInvitations: number;
}

async function readFacts({ database, writing }: Scene): Promise<ReadonlyMap<string, Facts>> {
  const found = await database.snapshot((tx) =>
    rows<Facts>(
      tx,
      `SELECT u.id AS "userId", coalesce(e.value ->> 'mode', 'off') AS "ssoMode", c.password_hash IS NOT NULL AS password, t.locked_at IS NOT NULL AS locked,
         t.activated_at IS NULL AND t.last_sign_in_at IS NULL AS never,
         EXISTS (SELECT FROM seat s WHERE s.organisation_id = u.organisation_id AND s.user_id = u.id)
           AND u.id NOT IN (${releasedUsers('$1::uuid')}) AS seat,
         ${unitedPermissions('u.organisation_id', 'u.id', 'NULL::uuid')} AS permissions,
         ARRAY(SELECT DISTINCT role FROM user_conversations_role g WHERE g.organisation_id = u.organisation_id AND g.user_id = u.id) AS "conversationsRoles",
         (SELECT count(*) FROM invitation i JOIN outbox o ON o.organisation_id = i.organisation_id
            AND o.payload ->> 'invitationId' = i.id::text
            WHERE i.organisation_id = u.organisation_id AND i.user_id = u.id AND i.used_at IS NULL) AS "openInvitations"
       FROM app_user u
       JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
       JOIN user_credential c ON c.organisation_id = u.organisation_id AND c.user_id = u.id
       LEFT JOIN effective_setting e ON e.organisation_id = u.organisation_id AND e.account_id = u.account_id AND e.kind = 'SingleSignOn'
       WHERE u.organisation_id = $1::uuid`,
      writing.organisationId,
    ),
  );
  return new Map(found.map((facts) => [facts.userId, facts]));
}

/** Whom the rules disable when they run at this time. */
async function suspendedAt(
  scene: Scene,
  at: Date,
  job: typeof disableEnded,
): Promise<ReadonlySet<string>> {
  const { database, writing, aside } = scene;
  const { organisationId } = writing;
  return aside(async () => {
    const read = () =>
      database.snapshot((tx) =>
        rows<{ id: string }>(
          tx,
          'SELECT user_id AS id FROM user_activity WHERE organisation_id = $1::uuid AND suspended_at IS NOT NULL',
          organisationId,
        ),
      );
    const before = new Set((await read()).map(({ id }) => id));
    const deps = { database, newId: writing.newId, now: () => at };
    await job(deps, { organisationId, organisation: 'acme' });
    return new Set((await read()).map(({ id }) => id).filter((id) => !before.has(id)));
  });
}

async function waysOf(scene: Scene, known: Known, facts: Facts): Promise<Seen['ways']> {
  const { aside, outside } = scene;
  return {
    password: facts.password ? await aside(() => byPassword(outside, known)) : null,
    invitation: facts.never
      ? await aside(async () => byInvitation(outside, await invite(scene, known.userId)))
      : null,
    sso: facts.ssoMode === 'off' ? null : await aside(() => bySso(outside, known, nameIdOf(known))),
  };
}

async function isLocked({ database, writing }: Scene, userId: string): Promise<boolean> {
  const found = await database.snapshot((tx) =>
    rows(
      tx,
      'SELECT 1 AS one FROM user_activity WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND locked_at IS NOT NULL',
      writing.organisationId,
      userId,
    ),
  );
  return found.length > 0;
}

async function locksNext(scene: Scene, known: Known, { locked }: Facts): Promise<boolean> {
  if (locked) return false;
  return scene.aside(async () => {
    await byPassword(scene.outside, known, 'quite the wrong one');
    return isLocked(scene, known.userId);
  });
}

async function livingSessions({ outside, found }: Scene, { username }: Known): Promise<number> {
  const sessions = found.people.find(({ name }) => name === username)?.state.sessions ?? [];
  let living = 0;
  for (const index of sessions.keys())
    if (await sessionLives(outside, sessionToken(username, index))) living += 1;
  return living;
}

interface Rules {
  readonly inactive: ReadonlySet<string>;
  readonly ends: readonly ReadonlySet<string>[];
}

async function rulesOf(scene: Scene): Promise<Rules> {
  const { now } = scene.writing;
  const midnight = Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const someEnd = scene.found.people.some(({ declared: { before, after } }) =>
    [before, after].some((spec) => spec?.['expires'] !== undefined),
  );
  const ends = [];
  for (const days of someEnd ? probes : [])
    ends.push(await suspendedAt(scene, new Date(midnight + days * day), disableEnded));
  return { inactive: await suspendedAt(scene, now, disableInactive), ends };
}

async function see(scene: Scene, known: Known, facts: Facts, rules: Rules): Promise<Seen> {
  const { aside, outside } = scene;
  const { userId, username } = known;
  const ways = await waysOf(scene, known, facts);
  const asHeIs = ways.password !== null && isIn(ways.password) ? ways.password : null;
  const lifted = asHeIs ?? (await aside(async () => (await lift(scene, userId), byPassword(outside, known))));
  const forced =
    facts.ssoMode === 'required' && lifted.end !== 'sign-in/use-sso'
      ? await aside(async () => {
          await lift(scene, userId);
          await force(scene, known.accountId);
          return byPassword(outside, known);
        })
      : lifted;
  const end = rules.ends.findIndex((ended) => ended.has(userId));
  const { permissions, seat, conversationsRoles, openInvitations } = facts;
  return {
    userId,
    ways,
    lifted,
    forced,
    locksAtNextFailure: await locksNext(scene, known, facts),
    sessions: await livingSessions(scene, known),
    permissions,
    seat,
    conversationsRoles,
    openInvitations,
    inactive: rules.inactive.has(userId),
    endsIn: end < 0 ? null : (probes[end] ?? null),
  };
}

/** Lets everybody really try, and leaves everything as it was. By username. */
export async function observe(scene: Scene): Promise<Observation> {
  return scene.aside(async () => {
    const [known, facts, rules] = [
      await readKnown(scene.database, scene.writing.organisationId),
      await readFacts(scene),
      await rulesOf(scene),
    ];
    const seen = new Map<string, Seen>();
    for (const one of known) {
      const own = facts.get(one.userId);
      if (own !== undefined) seen.set(one.username, await see(scene, one, own, rules));
    }
    return seen;
  });
}
