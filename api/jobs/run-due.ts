import type { Job, JobDeps, Summary } from './job.ts';
import { endTurn, findTurns, type Turn, takeTurn } from './turn.ts';

/** Longer than any run takes; what a replica had that died is due again after it. */
const longestRun = 10 * 60 * 1000;

/** Turns looked at in one round. */
const roundSize = 100;

/** Told of what was done, and of what failed: a job that fails in one organisation keeps no other from its turn. */
export interface JobLog {
  readonly done: (turn: Turn, summary: Summary) => void;
  readonly failed: (turn: Turn, error: unknown) => void;
}

function ahead(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

/** A run that fails is tried again at its next turn, not at once. */
async function runTurn(deps: JobDeps, job: Job, turn: Turn, log: JobLog): Promise<boolean> {
  const now = deps.now();
  const mine = await deps.database.write((tx) => takeTurn(tx, turn, { now, until: ahead(now, longestRun) }));
  if (!mine) return false;
  try {
    log.done(turn, await job.run(deps, turn));
  } catch (error) {
    log.failed(turn, error);
  }
  // What a stop has cut short is due again at once.
  const next = deps.stopping?.() === true ? now : ahead(now, job.intervalMs);
  await deps.database.write((tx) => endTurn(tx, turn, next));
  return true;
}

/**
 * Does what is due, job by job and organisation by organisation, each once whatever the number of replicas.
 *
 * @returns how many turns this replica took
 */
export async function runDue(deps: JobDeps, jobs: readonly Job[], log: JobLog): Promise<number> {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const turns = await deps.database.snapshot((tx) =>
    findTurns(tx, [...byName.keys()], deps.now(), roundSize),
  );
  let taken = 0;
  for (const turn of turns) {
    const job = byName.get(turn.job);
    if (job === undefined || deps.stopping?.() === true) continue;
    if (await runTurn(deps, job, turn, log)) taken += 1;
  }
  return taken;
}
