import { accountPolicy } from '../../schemas/access/account-policy.ts';
import { passwordDue } from '../../schemas/access/password-age.ts';
import type { Stage } from '../identity/sessions/find-session.ts';
import type { Candidate } from './candidate.ts';

/** Whether the password is older than the account's policy lets it be: N days after it was set it is. */
function passwordIsOld({ passwordSetAt, policy }: Candidate, now: Date): boolean {
  const setAt = passwordSetAt === null ? null : Date.parse(passwordSetAt);
  const due = passwordDue(setAt, accountPolicy(policy).passwordValidity);
  return due !== null && due <= now.getTime();
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
