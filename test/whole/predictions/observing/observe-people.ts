import { rows } from '../../../../api/database/transaction.ts';
import { disableInactive } from '../../../../api/jobs/disable-inactive.ts';
import { releaseInactiveSeats } from '../../../../api/jobs/release-inactive-seats.ts';
import { type Known, readKnown, sessionToken } from '../state/known.ts';
import { byPassword } from '../visits/by-password.ts';
import { type Arrived, isIn, sessionLives } from '../visits/visitor.ts';
import { force, lift } from './admin-acts.ts';
import { endsIn, expiresIn } from './later.ts';
import { locksNext } from './locks.ts';
import { type Facts, readFacts } from './read-facts.ts';
import { personOf, type Scene } from './scene.ts';
import type { Arrival, Seen } from './seen.ts';
import { enabledWaysOf, liftedArrival, waysOf } from './ways.ts';

function readSuspended({ database, writing }: Scene): Promise<{ id: string }[]> {
  return database.snapshot((tx) =>
    rows<{ id: string }>(
      tx,
      'SELECT user_id AS id FROM user_activity WHERE organisation_id = $1::uuid AND suspended_at IS NOT NULL',
      writing.organisationId,
    ),
  );
}

/** Whom the rule of inactivity disables when it runs now. */
async function suspendedBy(scene: Scene): Promise<ReadonlySet<string>> {
  const { database, writing, aside } = scene;
  const { organisationId, newId, now } = writing;
  return aside(async () => {
    const before = new Set((await readSuspended(scene)).map(({ id }) => id));
    await disableInactive({ database, newId, now: () => now }, { organisationId, organisation: 'acme' });
    return new Set((await readSuspended(scene)).map(({ id }) => id).filter((id) => !before.has(id)));
  });
}

/** Whose seat the rule takes back when it runs now. */
async function unseatedBy(scene: Scene, facts: ReadonlyMap<string, Facts>): Promise<ReadonlySet<string>> {
  const { database, writing, aside } = scene;
  const { organisationId, newId, now } = writing;
  return aside(async () => {
    await releaseInactiveSeats({ database, newId, now: () => now }, { organisationId, organisation: 'acme' });
    const left = await readFacts(scene);
    return new Set(
      [...facts].flatMap(([id, { seat }]) => (seat && left.get(id)?.seat === false ? [id] : [])),
    );
  });
}

/** What the next run of the rules does to people, by their ids. */
interface NextRun {
  readonly inactive: ReadonlySet<string>;
  readonly unseated: ReadonlySet<string>;
}

async function livingSessions(scene: Scene, { username }: Known): Promise<number> {
  const sessions = personOf(scene, username)?.state.sessions ?? [];
  let living = 0;
  for (const index of sessions.keys())
    if (await sessionLives(scene.outside, sessionToken(username, index))) living += 1;
  return living;
}

const arrivalOf = ({ end, stages }: Arrived): Arrival => ({ end, stages });

/** By password once `required` has taken hold, where it waits for that. */
async function forcedArrival(scene: Scene, known: Known, facts: Facts, lifted: Arrival): Promise<Arrival> {
  if (facts.ssoMode !== 'required' || lifted.end === 'sign-in/use-sso') return lifted;
  return scene.aside(async () => {
    await lift(scene, known.userId);
    await force(scene, known.accountId);
    return arrivalOf(await byPassword(scene.outside, known));
  });
}

async function see(scene: Scene, known: Known, facts: Facts, next: NextRun): Promise<Seen> {
  const inactive = next.inactive.has(known.userId);
  const { ways, permissions } = await waysOf(scene, known, facts);
  const asHeIs = ways.password !== null && isIn(ways.password) ? ways.password : null;
  const lifted = asHeIs ?? arrivalOf(await liftedArrival(scene, known));
  const { userId, seat, conversationsRoles, openInvitations } = facts;
  return {
    userId,
    ways,
    enabledWays: inactive ? (await enabledWaysOf(scene, known, facts)).ways : ways,
    lifted,
    forced: await forcedArrival(scene, known, facts, lifted),
    locksAtNextFailure: await locksNext(scene, known, facts),
    sessions: await livingSessions(scene, known),
    permissions: permissions ?? facts.permissions,
    seat,
    seatEnds: next.unseated.has(userId),
    conversationsRoles,
    openInvitations,
    inactive,
    endsIn: await endsIn(scene, known),
    expiresIn: lifted.stages.includes('change-password') ? null : await expiresIn(scene, known),
  };
}

/** Lets everybody really try. By username. */
export async function observePeople(scene: Scene): Promise<ReadonlyMap<string, Seen>> {
  const known = await readKnown(scene.database, scene.writing.organisationId);
  const facts = await readFacts(scene);
  const next = { inactive: await suspendedBy(scene), unseated: await unseatedBy(scene, facts) };
  const seen = new Map<string, Seen>();
  for (const one of known) {
    const own = facts.get(one.userId);
    if (own !== undefined) seen.set(one.username, await see(scene, one, own, next));
  }
  return seen;
}
