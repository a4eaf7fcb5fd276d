import { accountPolicy } from '../identity/sessions/account-policy.ts';
import type { Stage } from '../identity/sessions/find-session.ts';
import type { Candidate } from './candidate.ts';

/** Whether the password is older than the account's policy lets it be: N days after it was set it is. */
export function passwordIsOld({ passwordSetAt, policy }: Candidate, now: Date): boolean {
  const { passwordValidity } = accountPolicy(policy);
  if (passwordValidity === null || passwordSetAt === null) return false;
  return Date.parse(passwordSetAt) + passwordValidity <= now.getTime();
}

/**
 * What is still to be done of a sign-in by password: who has a second factor is asked for it, required or not; who must have one enrols;
 * then an old password is changed. By the identity provider a sign-in is complete.
 */
export function nextStage(
  candidate: Candidate,
  { secondFactorGiven, now }: { readonly secondFactorGiven: boolean; readonly now: Date },
): Stage {
  if (!secondFactorGiven) {
    if (candidate.secondFactorEnrolledAt !== null) return 'second-factor';
    if (accountPolicy(candidate.policy).requireTwoFactor) return 'enrol-second-factor';
  }
  return passwordIsOld(candidate, now) ? 'change-password' : 'complete';
}
