import type { Courier, DeliveryDeps } from './courier.ts';
import { deliverDue } from './deliver-due.ts';
import type { OutboxType } from './row.ts';

/** How each type of message is sent. */
export type Couriers = Readonly<Record<OutboxType, Courier>>;

export interface OutboxOptions {
  readonly deps: DeliveryDeps;
  readonly couriers: Couriers;
  /** Messages of a type that are sent at the same time. */
  readonly limit?: number;
  /** How often to look without being woken, in milliseconds: for retries, and for what other replicas left. */
  readonly intervalMs?: number;
  /** The least time between two looks that find nothing, in milliseconds, however often it is woken. */
  readonly gapMs?: number;
  /** The database does not answer, or the like. The worker goes on. */
  readonly onError: (error: unknown) => void;
}

export interface RunningOutbox {
  /** Something may have been committed: look soon. Costs nothing, so it can be called after every change. */
  readonly wake: () => void;
  /** Waits for attempts that are under way, and begins no others. */
  readonly stop: () => Promise<void>;
}

/** A pause that can be cut short. */
interface Alarm {
  readonly ring: () => void;
  /** Resolves after so many milliseconds, or at once when it rings or has rung since the last pause. */
  readonly pause: (ms: number) => Promise<void>;
}

function createAlarm(): Alarm {
  let rung = false;
  let end: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      end?.();
    },
    pause: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end?.(), ms);
        end = () => {
          clearTimeout(timer);
          end = undefined;
          rung = false;
          resolve();
        };
        if (rung) end();
      }),
  };
}

interface Lane {
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

/** Each type has a worker of its own: a webhook's receiver that hangs keeps no mail waiting. */
function startLane(type: OutboxType, options: OutboxOptions): Lane {
  const { deps, couriers, limit = 20, intervalMs = 5_000, gapMs = 250, onError } = options;
  const news = createAlarm();
  const end = createAlarm();
  let stopped = false;
  const round = (): Promise<number> =>
    deliverDue(deps, couriers[type], type, limit).catch((error: unknown) => {
      onError(error);
      return 0;
    });
  const run = async (): Promise<void> => {
    while (!stopped) {
      if ((await round()) === limit || stopped) continue;
      await end.pause(gapMs);
      if (!stopped) await news.pause(intervalMs);
    }
  };
  const running = run();
  const stop = (): Promise<void> => {
    stopped = true;
    end.ring();
    news.ring();
    return running;
  };
  return { wake: news.ring, stop };
}

/** Runs the outbox until it is stopped: mails and webhooks, woken after commits and by a timer. */
export function startOutbox(options: OutboxOptions): RunningOutbox {
  const lanes = (['mail', 'webhook'] as const).map((type) => startLane(type, options));
  return {
    wake: () => {
      for (const lane of lanes) lane.wake();
    },
    stop: async () => {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}
