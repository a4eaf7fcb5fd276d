export interface QueueLimits {
  /** Pieces of work at the same time. */
  readonly concurrency: number;
  /** How many more may wait for their turn. */
  readonly maxWaiting: number;
}

/** Does a piece of work when its turn comes. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * First come, first served, a bounded number at once and a bounded number waiting: a flood takes no more memory and
 * cores than this, and those who would wait too long are told at once.
 * @param full what whoever comes to a full queue is refused with
 */
export function createQueue({ concurrency, maxWaiting }: QueueLimits, full: () => Error): InTurn {
  const waiting: (() => void)[] = [];
  let running = 0;
  const takeTurn = async (): Promise<void> => {
    if (running < concurrency) {
      running += 1;
      return;
    }
    if (waiting.length >= maxWaiting) throw full();
    // Whoever ends hands his place on, so that nobody who comes in between takes it.
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const endTurn = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async (work) => {
    await takeTurn();
    try {
      return await work();
    } finally {
      endTurn();
    }
  };
}
