import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import type { Argon2Parameters, HashThreads } from './hash-task.ts';

/** A slow hash for passwords, in PHC strings. */
export interface PasswordAlgorithm {
  hash(password: string): Promise<string>;
  /** False also for a hash that is none. */
  verify(hash: string, password: string): Promise<boolean>;
  /** Whether the hash was made with other parameters than `hash` would use now. */
  isOutdated(hash: string): boolean;
  /** Looks like a hash of today and is none of any password: verifying it is the same work. */
  readonly unmatched: string;
}

/** The least that OWASP's Password Storage Cheat Sheet names: 19 MiB, two passes, one thread. */
const owaspMinimum: Argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const saltBytes = 16;
const hashBytes = 32;
const version = '$argon2id$v=19$';

function phcBytes(size: number): string {
  return randomBytes(size).toString('base64').replace(/=+$/, '');
}

/** How the work is done: by default on libuv's threads, not on the event loop. */
const onLibuv: HashThreads = {
  run: (task) =>
    'verify' in task
      ? verify(task.verify, task.password).catch(() => false)
      : hash(task.hash, task.parameters),
};

/** Argon2id (RFC 9106), version 1.3: what the library does by default. */
export function argon2id(
  parameters: Argon2Parameters = owaspMinimum,
  threads: HashThreads = onLibuv,
): PasswordAlgorithm {
  const { memoryCost, timeCost, parallelism } = parameters;
  const costs = `m=${memoryCost},t=${timeCost},p=${parallelism}`;
  return {
    hash: async (password) =>
      String(await threads.run({ hash: password, parameters: { ...parameters, outputLen: hashBytes } })),
    verify: async (stored, password) => (await threads.run({ verify: stored, password })) === true,
    isOutdated: (stored) => {
      const made = parseOptions(stored);
      const same =
        made.memoryCost === memoryCost && made.timeCost === timeCost && made.parallelism === parallelism;
      return !same || !stored.startsWith(version);
    },
    unmatched: `${version}${costs}$${phcBytes(saltBytes)}$${phcBytes(hashBytes)}`,
  };
}
