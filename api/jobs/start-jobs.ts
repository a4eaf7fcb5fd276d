import type { Deps } from '../request/context.ts';
import type { Job, Summary } from './job.ts';
import { type JobLog, runDue } from './run-due.ts';
import type { Turn } from './turn.ts';

export interface JobsOptions {
  readonly deps: Deps;
  readonly jobs: readonly Job[];
  /** How often to look for what is due, in milliseconds. */
  readonly intervalMs?: number;
  /** A run did something. */
  readonly onDone: (turn: Turn, summary: Summary) => void;
  /** A run failed, or (`turn` is null) the database does not answer. The work goes on. */
  readonly onError: (error: unknown, turn: Turn | null) => void;
}

export interface RunningJobs {
  /** Waits for the batch that is under way, and begins no other. */
  readonly stop: () => Promise<void>;
}

const didSomething = (summary: Summary): boolean => Object.values(summary).some((count) => count > 0);

function logOf({ onDone, onError }: JobsOptions): JobLog {
  return {
    done: (turn, summary) => {
      if (didSomething(summary)) onDone(turn, summary);
    },
    failed: (turn, error) => onError(error, turn),
  };
}

/** Looks for what is due from time to time, for the first time after one interval, until it is stopped. Every replica may do so: each turn is taken once. */
export function startJobs(options: JobsOptions): RunningJobs {
  const { jobs, intervalMs = 30_000, onError } = options;
  let stopped = false;
  let wake = (): void => undefined;
  const deps = { ...options.deps, stopping: () => stopped };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, intervalMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const round = (): Promise<number> =>
    runDue(deps, jobs, logOf(options)).catch((error: unknown) => {
      onError(error, null);
      return 0;
    });
  const run = async (): Promise<void> => {
    // Not at once: a server that starts has people to answer, and nobody comes in because a job is late.
    while (!stopped) {
      await pause();
      // There may be more than one round takes.
      while (!stopped && (await round()) > 0);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopped = true;
      wake();
      return running;
    },
  };
}
