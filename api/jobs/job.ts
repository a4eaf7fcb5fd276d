import type { Deps } from '../request/context.ts';

/** What jobs need of the outside world. */
export interface JobDeps extends Deps {
  /** The server stops: begin no other batch. What is left is done by the next run. */
  readonly stopping?: () => boolean;
}

/** The organisation that a job works on. */
export interface Place {
  readonly organisationId: string;
  readonly organisation: string;
}

/** What a run did: how many of what, by name. */
export type Summary = Readonly<Record<string, number>>;

/**
 * Work that is done for each organisation from time to time. `run` is a plain function of the state and of the time (`deps.now()`): it can be
 * run at any time, again after a crash, and by two replicas at once, without doing anything twice.
 */
export interface Job {
  readonly name: string;
  /** Time between two runs for an organisation, in milliseconds. */
  readonly intervalMs: number;
  readonly run: (deps: JobDeps, place: Place) => Promise<Summary>;
}
