import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { isKind, kinds } from '../../schemas/semantics.ts';
import type { ResourceItem } from '../client/answers.ts';
import { Failure } from '../client/failure.ts';
import { didYouMean } from '../manifest/suggest.ts';
import { manifestYaml, toManifest } from '../render/manifest-text.ts';
import { choiceOption, flagOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { connect } from './connect.ts';
import { exportFiles } from './export-files.ts';
import { createSelection, leftOutText, type Selection } from './export-selection.ts';
import { readNearestSet } from './read-set-server.ts';
import { writeFiles } from './write-files.ts';

export const manifestFormats = ['yaml', 'json'] as const;

function kindOption(raw: RawArguments): string | undefined {
  const kind = textOption(raw, 'kind');
  if (kind === undefined || isKind(kind)) return kind;
  throw new Failure(`There is no kind '${kind}'`, {
    remedy: didYouMean(kind, kinds) ?? `Known are ${kinds.join(', ')}`,
  });
}

async function* selected(
  items: AsyncIterable<ResourceItem>,
  { keeps }: Selection,
): AsyncGenerator<ResourceItem> {
  for await (const item of items) if (keeps(item)) yield item;
}

async function* yamlStream(items: AsyncIterable<ResourceItem>, done: () => void): AsyncGenerator<string> {
  let first = true;
  for await (const item of items) {
    yield `${first ? '' : '---\n'}${manifestYaml(toManifest(item, item.spec))}`;
    first = false;
  }
  done();
}

async function* jsonStream(items: AsyncIterable<ResourceItem>, done: () => void): AsyncGenerator<string> {
  let first = true;
  yield '{"apiVersion":"bylaw.dev/v1","kind":"List","items":[';
  for await (const item of items) {
    const manifest: JsonObject = toManifest(item, item.spec);
    yield `${first ? '' : ','}\n${JSON.stringify(manifest)}`;
    first = false;
  }
  yield '\n]}\n';
  done();
}

async function collect(items: AsyncIterable<ResourceItem>): Promise<ResourceItem[]> {
  const collected: ResourceItem[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** `bylaw export`: what is there, as manifests, to standard output or into a folder. A plan of it is empty. */
export async function exportManifests(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const out = textOption(raw, 'out');
  const folder = out === undefined ? undefined : resolve(context.cwd, out);
  const near =
    folder !== undefined && existsSync(folder) && context.setFile === undefined
      ? { ...context, cwd: folder }
      : context;
  const set = await readNearestSet(near);
  const { client, server } = connect(context, { set: set?.server });
  const filters = { account: textOption(raw, 'account'), kind: kindOption(raw), limit: 500 };
  const partial = (filters.account ?? filters.kind) !== undefined;
  const newSet =
    folder === undefined || set !== undefined
      ? undefined
      : { name: `${(await client.whoami()).organisation}-settings`, server, partial };
  // A set of this name may own resources already: left out, they would be what it no longer declares.
  const selection = createSelection(set?.name ?? newSet?.name, flagOption(raw, 'all'));
  const items = selected(client.resources(filters), selection);
  const format = choiceOption(raw, 'format', manifestFormats);
  const report = (): void => {
    const text = leftOutText(selection.left);
    if (text !== undefined) context.note(text);
  };
  if (folder === undefined)
    return { output: (format === 'json' ? jsonStream : yamlStream)(items, report), exitCode: 0 };
  const resources = await context.wait(`Reading the resources of ${server}`, collect(items));
  const files = await exportFiles(resources, { folder, format, newSet });
  const remedy = 'Export into an empty folder, or replace them with --force';
  await writeFiles(files, { cwd: context.cwd, replace: flagOption(raw, 'force'), remedy });
  report();
  return {
    output: `Wrote ${resources.length.toLocaleString('en')} resources in ${files.length} files to ${join(out ?? '.')}\n`,
    exitCode: 0,
  };
}
