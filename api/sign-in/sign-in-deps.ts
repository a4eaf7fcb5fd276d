import type { CheckPassword } from '../identity/password/check-password.ts';
import type { Hasher } from '../identity/password/hasher.ts';
import type { VerifyResponse } from '../identity/saml/verify-task.ts';
import type { Keyring } from '../identity/secrets/keyring.ts';
import type { Deps } from '../request/context.ts';

/** What signing in needs of the outside world. */
export interface SignInDeps extends Deps {
  readonly hasher: Hasher;
  readonly checkPassword: CheckPassword;
  readonly keyring: Keyring;
  readonly verifyResponse: VerifyResponse;
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
}

/** The browser that a step of a sign-in comes from. */
export interface Browser {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
  /** Of the cookie that tells a browser from which somebody has signed in before. */
  readonly deviceToken: string | null;
}
