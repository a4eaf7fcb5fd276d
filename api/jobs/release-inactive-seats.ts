import { releaseSeats } from '../seats/release.ts';
import { batchSize, inBatches } from './in-batches.ts';
import type { JobDeps, Place, Summary } from './job.ts';

/** Takes seats back by the rule of each account (`releaseAfterInactiveDays`, effective), with an audit entry each. */
export async function releaseInactiveSeats(deps: JobDeps, place: Place): Promise<Summary> {
  const released = await inBatches(deps, (tx, after) =>
    releaseSeats(tx, deps, place, { after, limit: batchSize }),
  );
  return { released };
}
