import { cleanUp } from './clean-up.ts';
import { disableEnded } from './disable-ended.ts';
import { disableInactive } from './disable-inactive.ts';
import type { Job } from './job.ts';
import { releaseInactiveSeats } from './release-inactive-seats.ts';
import { warnOfEnd } from './warn-of-end.ts';
import { watchActivity } from './watch-activity.ts';
import { watchCertificates } from './watch-certificates.ts';
import { watchSeats } from './watch-seats.ts';

const minute = 60 * 1000;
const hour = 60 * minute;

/** Everything that is done from time to time. Sign-ins apply the rules themselves, so nobody comes in because a job is late. */
export const jobs: readonly Job[] = [
  { name: 'disable-inactive', intervalMs: hour, run: disableInactive },
  { name: 'disable-ended', intervalMs: hour, run: disableEnded },
  { name: 'warn-of-end', intervalMs: hour, run: warnOfEnd },
  { name: 'release-inactive-seats', intervalMs: hour, run: releaseInactiveSeats },
  { name: 'watch-seats', intervalMs: 10 * minute, run: watchSeats },
  { name: 'watch-activity', intervalMs: 5 * minute, run: watchActivity },
  { name: 'watch-certificates', intervalMs: 6 * hour, run: watchCertificates },
  { name: 'clean-up', intervalMs: 6 * hour, run: cleanUp },
];
