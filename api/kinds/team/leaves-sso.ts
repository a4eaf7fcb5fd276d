import type { Change } from '../../../controller/reconcile/change.ts';

/**
 * Whether single sign-on keeps the team no longer: the memberships that it gave go with their origin. A membership that is declared as well
 * stays, and a team that is removed takes all of them along.
 */
export function leavesSso({ before, after }: Change): boolean {
  return before?.['membership'] === 'sso' && after !== null && after['membership'] !== 'sso';
}
