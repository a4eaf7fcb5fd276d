import type { PasswordAlgorithm } from '../../../../api/identity/password/argon2id.ts';

/** One piece of work that waits until the test ends it. */
interface Work {
  readonly what: string;
  end(): void;
}

export interface CountedAlgorithm extends PasswordAlgorithm {
  /** What is being worked on now, in the order in which it began. */
  readonly running: Work[];
  /** The most that ran at once so far. */
  most(): number;
  /** All that was begun: `hash x`, `verify h(x) y`. */
  readonly begun: readonly string[];
}

/** A password algorithm whose work is seen and ended by the test. `h(x)` is the hash of x, `old(x)` one of outdated parameters. */
export function countedAlgorithm(): CountedAlgorithm {
  const running: Work[] = [];
  const begun: string[] = [];
  let most = 0;
  const work = <T>(what: string, answer: T): Promise<T> => {
    begun.push(what);
    return new Promise((resolve) => {
      const entry: Work = {
        what,
        end: () => {
          running.splice(running.indexOf(entry), 1);
          resolve(answer);
        },
      };
      running.push(entry);
      most = Math.max(most, running.length);
    });
  };
  return {
    running,
    begun,
    most: () => most,
    hash: (password) => work(`hash ${password}`, `h(${password})`),
    verify: (hash, password) =>
      work(`verify ${hash} ${password}`, hash === `h(${password})` || hash === `old(${password})`),
    isOutdated: (hash) => hash.startsWith('old('),
    unmatched: 'h(nobody)',
  };
}

/** Lets what waits for its turn begin. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Ends everything that runs, and what begins then, until nothing does. */
export async function endAll({ running }: CountedAlgorithm): Promise<void> {
  await settle();
  while (running.length > 0) {
    running[0]?.end();
    await settle();
  }
}
