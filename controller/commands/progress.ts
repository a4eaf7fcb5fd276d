/** What a command writes its progress to: standard error, or a recorder in tests. */
export interface ProgressTarget {
  readonly terminal: boolean;
  readonly write: (text: string) => void;
}

const patience = 1000;
const clearLine = '\r\u001B[2K';

/**
 * Waits for work. What takes more than a second says so: at a terminal one line with the seconds, which goes away in the
 * end; elsewhere one line once.
 */
export async function withProgress<T>(what: string, work: Promise<T>, target: ProgressTarget): Promise<T> {
  const start = Date.now();
  let shown = false;
  const tick = (): void => {
    if (target.terminal) target.write(`${clearLine}${what} ... ${Math.round((Date.now() - start) / 1000)} s`);
    else if (!shown) target.write(`${what} ...\n`);
    shown = true;
  };
  const timer = setInterval(tick, patience);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (shown && target.terminal) target.write(clearLine);
  }
}
