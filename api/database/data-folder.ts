import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataFolder } from './data-folder-lock.ts';
import { refuseOtherVersion } from './data-folder-version.ts';

/** A data folder that this process holds the lock of. */
export interface DataFolder {
  /** PostgreSQL's own folder within it. */
  readonly clusterDir: string;
  /** Nothing is in it yet. */
  readonly isNew: boolean;
  /** To be called once PGlite is open: what it made is complete. */
  initialised(): Promise<void>;
  /** Gives up the lock; to be called after PGlite is closed. */
  release(): Promise<void>;
}

/**
 * Makes the data folder where there is none, readable by its owner alone, takes its lock and checks its version.
 * @throws DataFolderLocked, DataFolderVersionMismatch
 */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chmod(dataDir, 0o700);
  const lock = await lockDataFolder(dataDir);
  const clusterDir = join(dataDir, 'postgresql');
  const marker = join(dataDir, 'initialising');
  try {
    await forgetInterruptedStart(clusterDir, marker);
    await refuseOtherVersion(dataDir, clusterDir);
    const isNew = await exists(marker);
    return { clusterDir, isNew, initialised: () => rm(marker, { force: true }), release: lock.release };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * A first start that was killed leaves half a cluster, which PostgreSQL cannot open. The marker, there from before the first file until
 * the cluster is complete, says that nothing in it can be of worth yet.
 */
async function forgetInterruptedStart(clusterDir: string, marker: string): Promise<void> {
  if (await exists(marker)) await rm(clusterDir, { recursive: true, force: true });
  if (!(await exists(clusterDir))) await writeFile(marker, '', { mode: 0o600 });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
