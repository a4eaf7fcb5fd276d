import { type Attempt, clearAttempt } from './attempts.ts';
import type { Candidate } from './candidate.ts';
import type { SignInDeps } from './sign-in-deps.ts';

/** Somebody who types a password; null: his attempt was not let in. */
interface Typing {
  readonly candidate: Candidate;
  readonly attempt: Attempt | null;
}

/**
 * Whether a password is the person's: the same work for nobody (`undefined`) and for whoever is not let in. What could not be verified does not
 * count: in a storm the right password must not lock.
 * @throws Refusal 503 `server/busy`
 */
export async function isPasswordOf(
  deps: SignInDeps,
  typing: Typing | undefined,
  password: string,
): Promise<boolean> {
  const attempt = typing?.attempt ?? null;
  const hash = attempt === null ? null : (typing?.candidate.passwordHash ?? null);
  try {
    const { matches } = await deps.hasher.verify(hash, password);
    return matches;
  } catch (error) {
    if (typing !== undefined && attempt !== null)
      await deps.database.write((tx) => clearAttempt(tx, typing.candidate, attempt));
    throw error;
  }
}
