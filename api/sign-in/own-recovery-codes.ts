import { recordEntries } from '../audit/record.ts';
import { newRecoveryCodes } from '../identity/second-factor/recovery-codes.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { Refusal } from '../request/refusal.ts';
import { candidateOf } from './advance.ts';
import { assertPassword } from './change-password.ts';
import { contextOf } from './context.ts';
import { replaceRecoveryCodes } from './second-factor-store.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

/** New recovery codes in the place of all former ones. @throws Refusal 403 `password/wrong`; 409 without a second factor */
export async function renewRecoveryCodes(
  deps: SignInDeps,
  session: SessionRow,
  password: string,
  browser: Browser,
): Promise<readonly string[]> {
  const candidate = await deps.database.snapshot((tx) => candidateOf(tx, session));
  await assertPassword(deps, candidate, password, browser);
  if (candidate.secondFactorEnrolledAt === null) {
    throw new Refusal(409, 'second-factor/none', 'There is no second factor.', { remedy: 'enrol one first' });
  }
  const codes = newRecoveryCodes();
  await deps.database.write(async (tx) => {
    await replaceRecoveryCodes(tx, deps, candidate, codes);
    await recordEntries(tx, deps, contextOf(candidate, browser), [
      {
        item: '2FA',
        action: 'Update',
        status: 'success',
        description: 'Recovery codes renewed',
        account: candidate.account,
        address: userAddress(candidate),
      },
    ]);
  });
  return codes;
}
