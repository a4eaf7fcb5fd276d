import { availableParallelism } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { applyPlan } from './commit/apply.ts';
import { editResource } from './commit/edit.ts';
import { planDeclaration } from './commit/plan.ts';
import type { Database } from './database/database.ts';
import type { ServerSettings } from './environment.ts';
import { argon2id } from './identity/password/argon2id.ts';
import { createPasswordCheck } from './identity/password/check-password.ts';
import { hashThreads } from './identity/password/hash-threads.ts';
import { createHasher } from './identity/password/hasher.ts';
import { verifyInThreads } from './identity/saml/verify-threads.ts';
import type { Keyring } from './identity/secrets/keyring.ts';
import type { ServerDeps } from './server.ts';

/** Sign-ins that may wait for their hash, or for their SAML response to be judged: some seconds' worth; beyond that an honest "busy" is better. */
const longestQueue = 500;

interface Parts {
  readonly settings: ServerSettings;
  readonly database: Database;
  readonly keyring: Keyring;
  readonly publicUrl: string;
  readonly logger: FastifyBaseLogger;
}

/** What a server is built of, with the clock and the ids of this machine. */
export function assemble({ settings, ...parts }: Parts): ServerDeps {
  const cores = availableParallelism();
  return {
    ...settings,
    ...parts,
    now: () => new Date(),
    newId: uuidv7,
    hasher: createHasher(
      { concurrency: cores, maxWaiting: longestQueue },
      argon2id(undefined, hashThreads()),
    ),
    checkPassword: createPasswordCheck(),
    verifyResponse: verifyInThreads({ concurrency: Math.min(cores, 4), maxWaiting: longestQueue }),
    commit: { planDeclaration, applyPlan, editResource },
  };
}
