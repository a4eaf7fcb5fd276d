import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { DataFolderLocked, lockDataFolder } from '../../../api/database/data-folder-lock.ts';
import { type ProcessIdentity, thisProcess } from '../../../api/database/process-identity.ts';
import { crash, linesOf, spawnBundled } from '../../support/run-bundled.ts';

/** It has nothing to do with a database's dialect: once is enough. */
describe.runIf(inject('testDatabaseSource').dialect === 'pglite')('the lock of a data folder', () => {
  let folder: string;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bylaw-lock-'));
  });
  afterEach(async () => {
    if (child?.exitCode === null && child.signalCode === null) await crash(child);
    await rm(folder, { recursive: true });
  });

  const holdElsewhere = async (): Promise<ChildProcess> => {
    child = spawnBundled('test/support/lock-holder.ts', [folder]);
    expect(await linesOf(child)()).toBe('locked');
    return child;
  };

  const leaveLock = async (change: Partial<ProcessIdentity>, name = 'lock'): Promise<void> =>
    writeFile(join(folder, name), JSON.stringify({ ...(await thisProcess()), ...change }));

  const holderNow = async (): Promise<ProcessIdentity> =>
    JSON.parse(await readFile(join(folder, 'lock'), 'utf8'));

  it('is taken once, even within one process, and is free after its release', async () => {
    const lock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toThrow(DataFolderLocked);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
    await (await lockDataFolder(folder)).release();
  });

  it('refuses a second process, naming the first and what to do', async () => {
    const { pid } = await holdElsewhere();
    const refused = lockDataFolder(folder);
    await expect(refused).rejects.toThrow(`is in use by process ${pid} on `);
    await expect(refused).rejects.toThrow('stop that one, or use its server (BYLAW_SERVER)');
  });

  it('is taken over when its holder was killed', async () => {
    await crash(await holdElsewhere());
    expect(await readdir(folder)).toEqual(['lock']);
    const lock = await lockDataFolder(folder);
    expect((await holderNow()).pid).toBe(process.pid);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over when the process id was given to another process since', async () => {
    await leaveLock({ startedAt: 'before' });
    await (await lockDataFolder(folder)).release();
  });

  it('is taken over by one only, of many at once', async () => {
    await leaveLock({ startedAt: 'before' });
    await leaveLock({ startedAt: 'before' }, 'lock.takeover');
    const attempts = await Promise.allSettled(Array.from({ length: 30 }, () => lockDataFolder(folder)));
    const locks = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over when a crash of the machine left it empty', async () => {
    await writeFile(join(folder, 'lock'), '');
    await (await lockDataFolder(folder)).release();
  });

  describe.each([
    ['another container', { pidNamespace: 'pid:[1]' }],
    ['before the machine’s last start', { bootId: 'earlier' }],
  ])('of a process of %s', (_, identity) => {
    it('is refused while it gives signs of life', async () => {
      await leaveLock(identity);
      const beat = setInterval(() => void utimes(join(folder, 'lock'), new Date(), new Date()), 100);
      await expect(lockDataFolder(folder, 2_000)).rejects.toThrow(DataFolderLocked);
      clearInterval(beat);
    });

    it('is taken over when it stays silent', async () => {
      await leaveLock(identity);
      await (await lockDataFolder(folder, 1_000)).release();
    });
  });

  it('gives signs of life', async () => {
    const lock = await lockDataFolder(folder);
    await utimes(join(folder, 'lock'), 0, 0);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const { mtimeMs } = await stat(join(folder, 'lock'));
    expect(Date.now() - mtimeMs).toBeLessThan(2_500);
    await lock.release();
  });
});
