import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../request/refusal.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that tells nothing of either text. */
function equal(presented: string, expected: string): boolean {
  return timingSafeEqual(digest(presented), digest(expected));
}

/**
 * Lets the vendor through, and nobody else.
 * @param expected BYLAW_OPERATOR_TOKEN; without one the vendor's routes are closed
 * @throws Refusal 401, 403
 */
export function checkOperatorToken(presented: string | undefined, expected: string | undefined): void {
  if (expected === undefined) {
    throw new Refusal(
      403,
      'operator/not-configured',
      'This server has no operator token, so its operator routes are closed.',
      {
        remedy: 'set BYLAW_OPERATOR_TOKEN where the server is started',
      },
    );
  }
  if (presented === undefined) {
    throw new Refusal(401, 'auth/missing-token', 'This route needs the operator token.', {
      remedy: 'send the header `Authorization: Bearer TOKEN`',
    });
  }
  if (!equal(presented, expected)) {
    throw new Refusal(401, 'auth/invalid-operator-token', 'The operator token is wrong.', {
      remedy: 'use the value of BYLAW_OPERATOR_TOKEN that the server was started with',
    });
  }
}
