import { Worker } from 'node:worker_threads';
import type { Answered, Asked, FromThread, ThreadSettings } from './messages.ts';

/** Answers requests whose work takes long in a thread of its own, so that the others do not wait for it. */
export interface Apart {
  answer(asked: Omit<Asked, 'id'>): Promise<Answered>;
  /** Lets the thread finish what it was asked. */
  stop(): Promise<void>;
}

export interface ApartOptions extends ThreadSettings {
  /** Numbers of the thread that belong to the process. */
  readonly count: (name: string, labels: Readonly<Record<string, string | number>>) => void;
  readonly onError: (error: Error) => void;
  /** The thread's program; tests have others. */
  readonly file?: URL;
}

/** Stands beside this module once it is bundled (`scripts/build.mjs`). */
const program = new URL('./apart.mjs', import.meta.url);

interface Waiting {
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: Error) => void;
}

/** One thread that runs, and who waits for it. */
class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor({ env, publicUrl, count, onError, file = program }: ApartOptions, gone: () => void) {
    const settings: ThreadSettings = { env: { ...env }, publicUrl };
    this.#worker = new Worker(file, { workerData: settings, name: 'bylaw-apart' });
    // The server ends when it has stopped listening, whether this was used or not.
    this.#worker.unref();
    this.#worker.on('message', (message: FromThread) => {
      if ('counted' in message) return count(...message.counted);
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if ('answered' in message) waiting?.resolve(message.answered);
      else waiting?.reject(new Error(message.failed));
    });
    this.#worker.on('error', onError);
    this.#worker.on('exit', () => {
      gone();
      for (const { reject } of this.#waiting.values()) reject(new Error('the thread for long work ended'));
      this.#waiting.clear();
    });
  }

  answer(asked: Omit<Asked, 'id'>): Promise<Answered> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...asked, id } satisfies Asked, [asked.body.buffer]);
    });
  }

  async stop(): Promise<void> {
    // Also where it fails on its way out, which `onError` is told.
    const exit = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.ref();
    this.#worker.postMessage('stop');
    await exit;
  }
}

/**
 * Starts the thread; where it dies (a plan larger than its memory), what it was asked fails, and the next request starts another. It has
 * connections of its own to the same database, so this is nothing for an embedded one.
 */
export function startApart(options: ApartOptions): Apart {
  let thread: Thread | undefined;
  const running = (): Thread => {
    thread ??= new Thread(options, () => {
      thread = undefined;
    });
    return thread;
  };
  running();
  return {
    answer: (asked) => running().answer(asked),
    stop: async () => thread?.stop(),
  };
}
