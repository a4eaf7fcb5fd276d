import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type ProcessIdentity, thisProcess, whetherAlive } from './process-identity.ts';

/** The holder touches its lock that often, in milliseconds. */
const BEAT_MS = 2_000;
/** A holder whose process cannot be looked up is taken for dead when it did not touch its lock for so long. */
const SILENCE_MS = 20_000;
const WATCH_MS = 500;

/** Another process has the data folder open. */
export class DataFolderLocked extends Error {
  constructor(dataDir: string, holder: ProcessIdentity) {
    super(
      `the data folder ${dataDir} is in use by process ${holder.pid} on ${holder.host}, since ${holder.lockedAt}. ` +
        'Two processes on one data folder lose data: stop that one, or use its server (BYLAW_SERVER), or name another --data-dir; ' +
        'to run several replicas set DATABASE_URL to a PostgreSQL server.',
    );
    this.name = 'DataFolderLocked';
  }
}

/** A lock that this process holds until it releases it or ends. */
export interface DataFolderLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a data folder: the file `lock`, which says who holds it. PGlite itself does not lock.
 * A lock whose holder has died (kill -9 leaves it) is taken over. Where the holder cannot be looked up (another container, or before
 * a restart of the machine), it is watched for 20 seconds for signs of life first.
 * @param silenceMs how long such a holder is watched
 * @throws DataFolderLocked
 */
export async function lockDataFolder(dataDir: string, silenceMs = SILENCE_MS): Promise<DataFolderLock> {
  const path = join(dataDir, 'lock');
  const content = JSON.stringify(await thisProcess());
  await acquire({ dataDir, content, silenceMs }, path);
  const beat = setInterval(() => void touch(path), BEAT_MS).unref();
  return {
    release: async () => {
      clearInterval(beat);
      if ((await contentOf(path)) === content) await rm(path, { force: true });
    },
  };
}

interface Claim {
  readonly dataDir: string;
  readonly content: string;
  readonly silenceMs: number;
}

async function acquire(claim: Claim, path: string): Promise<void> {
  while (!(await createWhole(path, claim.content))) {
    if (await replaceDead(claim, path)) return;
  }
}

/**
 * To replace a dead holder's lock takes a lock of its own (`lock.takeover`): otherwise of two processes that found it dead, the second
 * would remove the first one's new lock. That second lock can be left behind too, and then is taken over in the same way.
 * False when it is no longer the dead holder's.
 */
async function replaceDead(claim: Claim, path: string): Promise<boolean> {
  const dead = await contentOf(path);
  if (dead === undefined) return false;
  await refuseLive(claim, path, dead);
  const takeover = `${path}.takeover`;
  await acquire(claim, takeover);
  try {
    // Looked at again, now as the only one who may replace it.
    if ((await contentOf(path)) !== dead) return false;
    await rename(await writeDraft(path, claim.content), path);
    return true;
  } finally {
    await rm(takeover, { force: true });
  }
}

/** Creates the file with its content in one step, unless there is one: nobody ever reads half a lock. */
async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = await writeDraft(path, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(path: string, content: string): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o600 });
  return draft;
}

async function refuseLive({ dataDir, silenceMs }: Claim, path: string, content: string): Promise<void> {
  const holder = parseHolder(content);
  if (!holder) return;
  const alive = await whetherAlive(holder);
  if (alive === 'no' || (alive === 'unknown' && (await staysSilent(path, silenceMs)))) return;
  throw new DataFolderLocked(dataDir, holder);
}

/** Undefined when there is no such file (any more). */
const contentOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch(() => undefined);

/** Undefined for what is no lock of ours: a crash of the machine can leave an empty file. */
function parseHolder(text: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(text) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

async function staysSilent(path: string, silenceMs: number): Promise<boolean> {
  const before = await lastTouched(path);
  for (let watched = 0; watched < silenceMs; watched += WATCH_MS) {
    await delay(WATCH_MS);
    if ((await lastTouched(path)) !== before) return false;
  }
  return true;
}

const lastTouched = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** A missed beat is no matter: the next one is near, and silence is judged after many. */
const touch = (path: string): Promise<void> => utimes(path, new Date(), new Date()).catch(() => undefined);
