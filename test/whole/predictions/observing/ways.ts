import type { Person } from '../../../../controller/idp/response-model.ts';
import { guild } from '../cases/documents.ts';
import { deviceToken, type Known, nameIdOf } from '../state/known.ts';
import { crew, groupsOf } from '../state/write-sso.ts';
import { byInvitation, byPassword } from '../visits/by-password.ts';
import { bySso } from '../visits/by-sso.ts';
import { type Arrived, isIn, permissionsOf } from '../visits/visitor.ts';
import { enable, invite, lift } from './admin-acts.ts';
import type { Facts } from './read-facts.ts';
import { personOf, type Scene } from './scene.ts';
import type { Arrival, Ways } from './seen.ts';

const groupNames = { guild: guild.group, crew: crew.team };

/** What the identity provider says of somebody: his groups are those of the former sign-in, or it does not tell them. */
function claimsOf(scene: Scene, known: Known): Person {
  const nameId = nameIdOf(known);
  const person = personOf(scene, known.username);
  if (person === undefined || !person.state.tellsGroups) return { nameId };
  return { nameId, groups: groupsOf(scene.found, person).map((group) => groupNames[group]) };
}

/** The ways of somebody, and what he may do in a session that he opens by one of them; null: he can open none. */
export interface Tried {
  readonly ways: Ways;
  readonly permissions: readonly string[] | null;
}

type Try = () => Promise<Arrived>;

/** Tries one after the other, until one is let in; null: there is none. */
async function first(scene: Scene, tries: readonly Try[], opened: (arrived: Arrived) => Promise<void>) {
  let last: Arrival | null = null;
  for (const attempt of tries) {
    last = await scene.aside(async () => {
      const arrived = await attempt();
      if (isIn(arrived)) await opened(arrived);
      const { end, stages } = arrived;
      return { end, stages };
    });
    if (isIn(last)) return last;
  }
  return last;
}

function triesOf(scene: Scene, known: Known, facts: Facts): Readonly<Record<keyof Ways, readonly Try[]>> {
  const { outside } = scene;
  const { slug, ssoMode, password, never } = facts;
  const devices = personOf(scene, known.username)?.state.devices ?? [];
  const own = [...devices.keys()].map((index) => deviceToken(known.username, index));
  return {
    sso: ssoMode === 'off' || slug === null ? [] : [() => bySso(outside, slug, claimsOf(scene, known))],
    password: password ? [() => byPassword(outside, known)] : [],
    device: password ? own.map((device) => () => byPassword(outside, known, { device })) : [],
    invitation: never ? [async () => byInvitation(outside, await invite(scene, known.userId))] : [],
  };
}

/** Lets somebody try all the ways that he has. */
export async function waysOf(scene: Scene, known: Known, facts: Facts): Promise<Tried> {
  const tries = triesOf(scene, known, facts);
  let permissions: readonly string[] | null = null;
  const look = async (arrived: Arrived): Promise<void> => {
    permissions ??= await permissionsOf(arrived);
  };
  const sso = await first(scene, tries.sso, look);
  const password = await first(scene, tries.password, look);
  const device = await first(scene, tries.device, look);
  const invitation = await first(scene, tries.invitation, look);
  return { ways: { sso, password, device, invitation }, permissions };
}

/** The same once the inactivity that keeps him out is lifted. */
export function enabledWaysOf(scene: Scene, known: Known, facts: Facts): Promise<Tried> {
  return scene.aside(async () => {
    await enable(scene, known.userId);
    return waysOf(scene, known, facts);
  });
}

/** By password once what rules have done to him is lifted, at some time. */
export function liftedArrival(scene: Scene, known: Known, at = scene.writing.now): Promise<Arrived> {
  const later = { ...scene, writing: { ...scene.writing, now: at } };
  return scene.aside(async () => {
    await lift(later, known.userId);
    return scene.outside.at(at, () => byPassword(scene.outside, known));
  });
}
