import { execute, insertRows, rows } from '../../../api/database/transaction.ts';
import { hashSecret } from '../../../api/identity/api-key.ts';
import { unitedPermissions } from '../../../api/identity/united-permissions.ts';
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
  readonly ways: Ways;
  /** The same once the inactivity that keeps him out is lifted. */
  readonly enabledWays: Ways;
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
  /** How many days later the end date keeps him out; null: never within what is looked at. */
  readonly endsIn: number | null;
  /** How many days later his password must be changed; null: never, or at once. */
  readonly expiresIn: number | null;
}

type Ways = Readonly<Record<'password' | 'sso' | 'invitation', Arrived | null>>;

export type Observation = ReadonlyMap<string, Seen>;

export interface Scene extends Rehearsal {
  readonly outside: Outside;
  readonly writing: Writing;
  readonly found: Case;
}

const day = 24 * 60 * 60_000;
/** Days after which end dates are over: that of today, and that of December. */
const endProbes = [1, 20];
/** `passwordValidityDays` of the cases. */
const validities = [30, 90, 200];

async function lift({ database, writing }: Scene, userId: string): Promise<void> {
  const { organisationId, passwordHash, now } = writing;
  const where = 'WHERE organisation_id = $1::uuid AND user_id = $2::uuid';
  await database.write(async (tx) => {
    await execute(
      tx,
      `UPDATE user_activity SET locked_at = NULL, suspended_at = NULL, failed_attempts = 0, delayed_until_at = NULL,
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

/** What an admin does for whom the rule of inactivity keeps out. */
async function enable({ database, writing }: Scene, userId: string): Promise<void> {
  await database.write((tx) =>
    execute(
      tx,
      'UPDATE user_activity SET activated_at = $3::timestamptz WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
      writing.organisationId,
      userId,
      writing.now.toISOString(),
    ),
  );
}

/** What `required` does once it holds, whatever it waits for. */
async function force({ database, writing }: Scene, accountId: string): Promise<void> {
  await database.write((tx) =>
    execute(
      tx,
      `INSERT INTO saml_connection (organisation_id, account_id, configuration, required_since_at)
       VALUES ($1::uuid, $2::uuid, 'forced', $3::timestamptz)
       ON CONFLICT (organisation_id, account_id) DO UPDATE SET required_since_at = excluded.required_since_at`,
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

/** Whom a rule disables when it runs now. */
async function suspendedBy(scene: Scene, job: typeof disableInactive): Promise<ReadonlySet<string>> {
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
    const deps = { database, newId: writing.newId, now: () => writing.now };
    await job(deps, { organisationId, organisation: 'acme' });
    return new Set((await read()).map(({ id }) => id).filter((id) => !before.has(id)));
  });
}

async function waysOf(scene: Scene, known: Known, facts: Facts): Promise<Ways> {
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

/** By password once what rules have done to him is lifted, at some time. */
function liftedArrival(scene: Scene, known: Known, at = scene.writing.now): Promise<Arrived> {
  const later = { ...scene, writing: { ...scene.writing, now: at } };
  return scene.aside(async () => {
    await lift(later, known.userId);
    return scene.outside.at(at, () => byPassword(scene.outside, known));
  });
}

function enabledWaysOf(scene: Scene, known: Known, facts: Facts): Promise<Ways> {
  return scene.aside(async () => {
    await enable(scene, known.userId);
    return waysOf(scene, known, facts);
  });
}

/** After how many days he is refused because his last day is over. */
async function endsIn(scene: Scene, known: Known): Promise<number | null> {
  const { writing, found } = scene;
  const person = found.people.find(({ name }) => name === known.username);
  const sides = [person?.declared.before, person?.declared.after];
  if (sides.every((spec) => spec?.['expires'] === undefined)) return null;
  const today = Date.parse(`${writing.now.toISOString().slice(0, 10)}T00:00:00Z`);
  for (const days of endProbes) {
    const arrived = await liftedArrival(scene, known, new Date(today + days * day));
    if (arrived.end === 'sign-in/ended') return days;
  }
  return null;
}

/** After how many days his password must be changed: to the millisecond, by every validity that a case may name. */
async function expiresIn(scene: Scene, known: Known): Promise<number | null> {
  const { writing, found, database, aside } = scene;
  const age = found.people.find(({ name }) => name === known.username)?.state.password ?? null;
  if (age === null || !JSON.stringify(found).includes('passwordValidityDays')) return null;
  return aside(async () => {
    await database.write((tx) =>
      execute(
        tx,
        'UPDATE app_user SET expires = NULL WHERE organisation_id = $1::uuid AND id = $2::uuid AND expires >= $3',
        writing.organisationId,
        known.userId,
        writing.now.toISOString().slice(0, 'yyyy-mm-dd'.length),
      ),
    );
    for (const days of validities.map((validity) => validity - age).filter((left) => left > 0)) {
      const arrived = await liftedArrival(scene, known, new Date(writing.now.getTime() + days * day));
      if (arrived.stages.includes('change-password')) return days;
    }
    return null;
  });
}

async function see(scene: Scene, known: Known, facts: Facts, inactive: boolean): Promise<Seen> {
  const { aside, outside } = scene;
  const { userId } = known;
  const ways = await waysOf(scene, known, facts);
  const asHeIs = ways.password !== null && isIn(ways.password) ? ways.password : null;
  const lifted = asHeIs ?? (await liftedArrival(scene, known));
  const forced =
    facts.ssoMode === 'required' && lifted.end !== 'sign-in/use-sso'
      ? await aside(async () => {
          await lift(scene, userId);
          await force(scene, known.accountId);
          return byPassword(outside, known);
        })
      : lifted;
  const enabledWays = inactive ? await enabledWaysOf(scene, known, facts) : ways;
  const { permissions, seat, conversationsRoles, openInvitations } = facts;
  return {
    userId,
    ways,
    enabledWays,
    lifted,
    forced,
    locksAtNextFailure: await locksNext(scene, known, facts),
    sessions: await livingSessions(scene, known),
    permissions,
    seat,
    conversationsRoles,
    openInvitations,
    inactive,
    endsIn: await endsIn(scene, known),
    expiresIn: lifted.stages.includes('change-password') ? null : await expiresIn(scene, known),
  };
}

/** Lets everybody really try, and leaves everything as it was. By username. */
export async function observe(scene: Scene): Promise<Observation> {
  return scene.aside(async () => {
    const known = await readKnown(scene.database, scene.writing.organisationId);
    const facts = await readFacts(scene);
    const inactive = await suspendedBy(scene, disableInactive);
    const seen = new Map<string, Seen>();
    for (const one of known) {
      const own = facts.get(one.userId);
      if (own !== undefined) seen.set(one.username, await see(scene, one, own, inactive.has(one.userId)));
    }
    return seen;
  });
}
