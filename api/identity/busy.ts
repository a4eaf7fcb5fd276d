import { Refusal } from '../request/refusal.ts';

/** Too many people wait for the same cores. Answered with `Retry-After`. */
export function busy(): Refusal {
  return new Refusal(503, 'server/busy', 'Too many people sign in at this moment.', {
    remedy: 'try again in a few seconds',
  });
}
