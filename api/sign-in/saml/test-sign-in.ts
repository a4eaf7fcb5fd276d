import type { Claims } from '../../identity/saml/claims.ts';
import type { VerifiedResponse } from '../../identity/saml/verify-response.ts';
import { noteTested } from '../../identity/sso/sso-state.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import type { AccountSso } from './find-connection.ts';
import { type Match, matchUser } from './match-user.ts';
import { reviewRequirement } from './review-requirement.ts';

/** What a test sign-in shows. */
export interface SamlTest {
  readonly nameId: string;
  readonly attributes: readonly (readonly [name: string, values: readonly string[]])[];
  readonly user: string | null;
  readonly matchedBy: string | null;
  readonly groups: readonly string[] | null;
  readonly problem: string | null;
}

function problemOf(match: Match, autoCreate: boolean): string | null {
  if ('linkedToOther' in match) return `${match.linkedToOther.username} is linked to another NameID`;
  if ('nobody' in match && !autoCreate) return 'no user fits, and users are not made by sign-ins';
  return null;
}

/** Shows what an answer would bring, and begins no session. A test without a problem is noted: the configuration works. */
export async function testSignIn(
  deps: SignInDeps,
  found: AccountSso,
  { nameId, attributes }: VerifiedResponse,
  claims: Claims,
): Promise<SamlTest> {
  return deps.database.write(async (tx) => {
    const match = await matchUser(tx, found, nameId);
    const user = 'user' in match ? match.user.username : null;
    const problem = problemOf(match, found.sso['autoCreateUsers'] === true);
    if (problem === null) {
      await noteTested(tx, deps, found, user ?? nameId);
      await reviewRequirement(tx, deps, found);
    }
    return {
      nameId,
      attributes: [...attributes],
      user,
      matchedBy: 'user' in match ? match.by : null,
      groups: claims.groups?.map(({ value }) => value) ?? null,
      problem,
    };
  });
}
