import type { Person } from '../world.ts';

/** How long the link of an invitation is good, in milliseconds. */
export const invitationLife = 7 * 24 * 60 * 60 * 1000;

/** Invited, and the link is still good. Whether it was used is told by `neverActivated`. */
export function hasOpenInvitation({ facts }: Person, now: number): boolean {
  return facts.invitedAt !== null && facts.invitedAt + invitationLife > now;
}
