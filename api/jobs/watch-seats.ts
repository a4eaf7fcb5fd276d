import { noteThresholds } from '../commit/note-thresholds.ts';
import type { JobDeps, Place, Summary } from './job.ts';

/** Tells of seat thresholds that no change by itself has told of: seats that people left, purchases, templates. */
export async function watchSeats({ database, now, newId }: JobDeps, place: Place): Promise<Summary> {
  const { organisationId } = place;
  const crossed = await database.write((tx) => noteThresholds(tx, { now, newId }, organisationId, null));
  return { crossed };
}
