import type { Known } from '../state/known.ts';
import { forgetLastDay } from './admin-acts.ts';
import { personOf, type Scene } from './scene.ts';
import { liftedArrival } from './ways.ts';

const day = 24 * 60 * 60_000;
/** Days after which end dates are over: that of today, and that of December. */
const endProbes = [1, 20];

/** After how many days he is refused because his last day is over. */
export async function endsIn(scene: Scene, known: Known): Promise<number | null> {
  const { declared } = personOf(scene, known.username) ?? {};
  const sides = [declared?.before, declared?.after];
  if (sides.every((spec) => spec?.['expires'] === undefined)) return null;
  const today = Date.parse(`${scene.writing.now.toISOString().slice(0, 10)}T00:00:00Z`);
  for (const days of endProbes) {
    const arrived = await liftedArrival(scene, known, new Date(today + days * day));
    if (arrived.end === 'sign-in/ended') return days;
  }
  return null;
}

/** Every `passwordValidityDays` that a case names, the shortest first. */
function validitiesOf({ found }: Scene): readonly number[] {
  const named = [...JSON.stringify(found).matchAll(/"passwordValidityDays":(\d+)/g)];
  return [...new Set(named.map(([, days]) => Number(days)))].sort((a, b) => a - b);
}

/** After how many days his password must be changed: to the millisecond, by every validity that the case names. */
export async function expiresIn(scene: Scene, known: Known): Promise<number | null> {
  const { writing, aside } = scene;
  const age = personOf(scene, known.username)?.state.password ?? null;
  const validities = validitiesOf(scene);
  if (age === null || validities.length === 0) return null;
  return aside(async () => {
    await forgetLastDay(scene, known.userId);
    for (const days of validities.map((validity) => validity - age).filter((left) => left > 0)) {
      const arrived = await liftedArrival(scene, known, new Date(writing.now.getTime() + days * day));
      if (arrived.stages.includes('change-password')) return days;
    }
    return null;
  });
}
