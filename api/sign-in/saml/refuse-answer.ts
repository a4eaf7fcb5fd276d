import { recordEntries } from '../../audit/record.ts';
import { anonymousContext } from '../../request/anonymous-context.ts';
import { Refusal } from '../../request/refusal.ts';
import type { Browser, SignInDeps } from '../sign-in-deps.ts';
import type { AccountSso } from './find-connection.ts';

/** Somebody who comes back from his identity provider: to which account, and in which browser. */
export interface Arrival {
  readonly found: AccountSso;
  readonly browser: Browser;
}

/**
 * Refuses with the failed check for the audit log, and nothing but a plain sentence for the person.
 * @throws Refusal 403
 */
export async function refuseAnswer(
  deps: SignInDeps,
  { found, browser }: Arrival,
  check: string,
  detail: string,
): Promise<never> {
  const { organisationId, organisation, account } = found;
  const context = anonymousContext(organisationId, organisation, browser);
  await deps.database.write((tx) =>
    recordEntries(tx, deps, context, [
      {
        item: 'User',
        action: 'Login',
        status: 'failure',
        description: `User login failed (single sign-on; ${check})`,
        account,
        address: `SingleSignOn/${account}`,
        detail: { check, reason: detail },
      },
    ]),
  );
  throw new Refusal(403, 'sign-in/sso-refused', 'Single sign-on did not work.', {
    remedy:
      'try again from the sign-in address of your account; if it fails again, tell your administrator the reference number',
  });
}
