import { rows } from '../../../../api/database/transaction.ts';
import { deviceToken, type Known } from '../state/known.ts';
import { type Attempt, byPassword } from '../visits/by-password.ts';
import type { Facts } from './read-facts.ts';
import { personOf, type Scene } from './scene.ts';

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

/** Whether one more wrong password locks him, from a stranger's browser or from one of his own. */
export async function locksNext(scene: Scene, known: Known, { locked }: Facts): Promise<boolean> {
  if (locked) return false;
  const devices = personOf(scene, known.username)?.state.devices ?? [];
  const own = devices.map((_, index): Attempt => ({ device: deviceToken(known.username, index) }));
  for (const from of [{}, ...own]) {
    const locks = await scene.aside(async () => {
      await byPassword(scene.outside, known, { ...from, password: 'quite the wrong one' });
      return isLocked(scene, known.userId);
    });
    if (locks) return true;
  }
  return false;
}
