import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../client/failure.ts';
import { readOrigin } from '../client/origin.ts';
import { scaffoldManifests } from '../render/scaffold-manifests.ts';
import { type Pipeline, pipelines, scaffoldPipeline } from '../render/scaffold-pipeline.ts';
import { textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { editorSchemas } from './editor-schema.ts';
import { type PlacedFile, writeFiles } from './write-files.ts';

const dnsLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/** A folder's name as the name of a set. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/gu, '');
  return name === '' ? 'settings' : name;
}

function labelOption(raw: RawArguments, name: string, fallback: string): string {
  const value = textOption(raw, name) ?? fallback;
  if (dnsLabel.test(value)) return value;
  throw new Failure(`--${name} '${value}' is not a name of lower-case letters, digits and hyphens`, {
    remedy: `Write it as in --${name} ${fallback}`,
  });
}

function repositoryRoot(folder: string): string {
  for (let root = folder; ; root = dirname(root)) {
    if (existsSync(join(root, '.git'))) return root;
    if (root === dirname(root)) return folder;
  }
}

/** The pipeline asked for, else the one of the repository's host. */
async function pipelineOf(raw: RawArguments, folder: string, env: NodeJS.ProcessEnv): Promise<Pipeline> {
  const asked = textOption(raw, 'pipeline');
  if (asked !== undefined) return pipelines.find((pipeline) => pipeline === asked) ?? 'none';
  const { repository = '' } = existsSync(folder) ? await readOrigin(folder, env) : {};
  return pipelines.find((pipeline) => repository.includes(pipeline)) ?? 'none';
}

function nextSteps(files: readonly PlacedFile[], cwd: string, folder: string): string {
  const names = files.map(({ path }) => `  ${relative(cwd, path)}\n`).join('');
  const place = relative(cwd, folder);
  const enter = place === '' ? '' : `  cd ${place}\n`;
  return `Wrote\n${names}\nNext\n${enter}  bylaw validate\n  bylaw plan      # with the token in BYLAW_TOKEN\n  bylaw apply\n`;
}

/** `bylaw init [FOLDER]`: lays out a new set; never replaces a file. */
export async function init(raw: RawArguments, { cwd, env, server }: CommandContext): Promise<CommandResult> {
  const folder = resolve(cwd, raw.operands[0] ?? '.');
  const schemas = await editorSchemas(folder);
  const manifests = scaffoldManifests({
    name: labelOption(raw, 'name', nameOf(folder)),
    account: labelOption(raw, 'account', 'acme'),
    server: server ?? (env['BYLAW_SERVER'] || 'http://127.0.0.1:8080'),
    schemaFor: schemas.pathFrom,
  });
  const root = repositoryRoot(folder);
  const pipeline = scaffoldPipeline(
    await pipelineOf(raw, folder, env),
    relative(root, folder).split(sep).join('/') || '.',
  );
  const files = [
    ...manifests.map(({ path, text }) => ({ path: join(folder, path), content: text })),
    ...pipeline.map(({ path, text }) => ({ path: join(root, path), content: text })),
    ...schemas.files,
  ];
  await writeFiles(files, { cwd, replace: false, remedy: 'Choose another folder, or move these files away' });
  return { output: nextSteps(files, cwd, folder), exitCode: 0 };
}
