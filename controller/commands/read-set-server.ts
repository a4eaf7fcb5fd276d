import { findSet } from '../manifest/find-set.ts';
import { manifestReader } from '../manifest/read-file.ts';
import { readSet, type SetSettings } from '../manifest/read-set.ts';
import type { CommandContext } from './command.ts';

/** What the set around the working directory says of itself; undefined where there is none that can be read. */
export async function readNearestSet({ cwd, setFile }: CommandContext): Promise<SetSettings | undefined> {
  const located = findSet([], setFile, cwd);
  if (located.setFile === undefined) return undefined;
  return (await readSet(located.root, located.setFile, manifestReader())).settings;
}

/** `spec.server` of the set, for commands that need no manifests; not read where the server is named otherwise. */
export async function readSetServer(context: CommandContext): Promise<string | undefined> {
  if (context.server !== undefined || (context.env['BYLAW_SERVER'] ?? '') !== '') return undefined;
  return (await readNearestSet(context))?.server;
}
