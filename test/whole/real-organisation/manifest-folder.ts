import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Accounts, ManifestFile } from '../../../examples/real-organisation/to-manifests.mjs';
import { manifestFiles } from '../../../examples/real-organisation/to-manifests.mjs';

/** A checkout of the organisation's manifests. */
export interface ManifestFolder {
  readonly path: string;
  /** Makes the files say what the accounts say, and touches no file that says it already. @returns files written or removed */
  edit(accounts: Accounts): Promise<readonly string[]>;
}

async function write(folder: string, { path, text }: ManifestFile): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** An empty folder that remembers what stands in its files. */
export function manifestFolder(path: string, server?: string): ManifestFolder {
  let current = new Map<string, string>();
  const edit = async (accounts: Accounts): Promise<readonly string[]> => {
    const files = manifestFiles(accounts, server);
    const changed = files.filter((file) => current.get(file.path) !== file.text);
    const wanted = new Map(files.map((file) => [file.path, file.text]));
    const gone = [...current.keys()].filter((file) => !wanted.has(file));
    for (const file of changed) await write(path, file);
    for (const file of gone) await rm(join(path, file));
    current = wanted;
    return [...changed.map((file) => file.path), ...gone];
  };
  return { path, edit };
}
