import { argon2id } from '../../api/identity/password/argon2id.ts';
import { createPasswordCheck } from '../../api/identity/password/check-password.ts';
import { createHasher } from '../../api/identity/password/hasher.ts';
import { verifyResponse } from '../../api/identity/saml/verify-response.ts';

/** Real Argon2id with the least work that it can do, so that hundreds of tests sign in within seconds. */
const quick = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** What a server of the tests checks passwords with. */
export function testCredentials() {
  return {
    hasher: createHasher({ concurrency: 2, maxWaiting: 500 }, argon2id(quick)),
    checkPassword: createPasswordCheck(),
    verifyResponse,
  };
}
