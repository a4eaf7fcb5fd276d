import { availableParallelism } from 'node:os';
import { busy } from '../busy.ts';
import { createQueue, type QueueLimits } from '../work-queue.ts';
import { argon2id, type PasswordAlgorithm } from './argon2id.ts';
import { normalised } from './normalised.ts';

/** What verifying a password came to. */
interface Verified {
  readonly matches: boolean;
  /** It matches, and its hash was made with other parameters than today's: hash the password anew and store that. */
  readonly outdated: boolean;
}

/** Hashes passwords, a bounded number at once. Never to be called inside a transaction. */
export interface Hasher {
  /** A PHC string with its salt and parameters. @throws Refusal 503 `server/busy` */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is that of the hash. null, where there is no such user or he has no password, takes the same
   * work and matches nothing.
   * @throws Refusal 503 `server/busy`
   */
  verify(hash: string | null, password: string): Promise<Verified>;
}

/** How many may wait for each that runs: one or two seconds of work. */
const waitingForEach = 50;

async function verified(
  algorithm: PasswordAlgorithm,
  hash: string | null,
  password: string,
): Promise<Verified> {
  const same = await algorithm.verify(hash ?? algorithm.unmatched, password);
  const matches = same && hash !== null;
  return { matches, outdated: matches && algorithm.isOutdated(hash) };
}

/**
 * The hasher of a server: one for all its requests. A hash takes a core for some 20 ms and 19 MiB; by default as many run
 * at once as there are cores.
 * @param algorithm argon2id; tests count the work of another
 */
export function createHasher(
  limits: Partial<QueueLimits> = {},
  algorithm: PasswordAlgorithm = argon2id(),
): Hasher {
  const concurrency = limits.concurrency ?? availableParallelism();
  const maxWaiting = limits.maxWaiting ?? waitingForEach * concurrency;
  const inTurn = createQueue({ concurrency, maxWaiting }, busy);
  return {
    hash: (password) => inTurn(() => algorithm.hash(normalised(password))),
    verify: (hash, password) => inTurn(() => verified(algorithm, hash, normalised(password))),
  };
}
