import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Database } from '../../../api/database/database.ts';
import { rows } from '../../../api/database/transaction.ts';
import { testServer } from '../../api/routes/test-server.ts';
import { dumpTables } from '../../support/table-dump.ts';
import { bylaw, type CommandRun } from '../command.ts';
import type { Said } from './canaries.ts';

const noOrganisation = '00000000-0000-0000-0000-000000000000';

/** A text that stands nowhere by chance, with characters that URLs and JSON write otherwise. */
export function canary(name: string): string {
  return `c4nary+/${name.replaceAll(' ', '-')}!`;
}

/** Everything that a server, the command and the disk say while the flow runs. */
export interface SecretWorld {
  readonly server: string;
  readonly operatorToken: string;
  /** A copy of examples/acme, in a git repository whose remote holds a password. */
  readonly set: string;
  /** For what commands write. */
  readonly folder: string;
  readonly run: (env: Readonly<Record<string, string>>, ...words: readonly string[]) => Promise<CommandRun>;
  /** The same where the output is there to show a secret once; only what it complains of is heard. */
  readonly runShowing: SecretWorld['run'];
  readonly call: (token: string, method: string, path: string, more?: CallOptions) => Promise<Answered>;
  /** What was said by now, with the files and the database as they are. */
  readonly said: () => Promise<readonly Said[]>;
  readonly close: () => Promise<void>;
}

interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer is there to show a secret once, and is not listened to. */
  readonly showing?: true;
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'bylaw-secrets-'));
}

/** The set, in a checkout as a pipeline makes it: with a token in the address of the remote. */
function checkout(password: string): string {
  const set = temporaryFolder();
  cpSync('examples/acme', set, { recursive: true });
  const git = (...words: string[]) => execFileSync('git', ['-C', set, ...words], { stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git(
    'remote',
    'add',
    'origin',
    `https://ci:${encodeURIComponent(password)}@git.acme.example/acme/settings.git`,
  );
  git('add', '.');
  git('-c', 'user.name=Ana', '-c', 'user.email=ana@acme.example', 'commit', '--quiet', '--message', 'first');
  return set;
}

function filesOf(folder: string): Said[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ where: relative(folder, path), text: readFileSync(path, 'utf8') }));
}

async function tablesOf(database: Database): Promise<Said[]> {
  const found = await database.snapshot((tx) => rows<{ id: string }>(tx, 'SELECT id FROM organisation'));
  const ids = [noOrganisation, ...found.map(({ id }) => id)];
  const dumps = await Promise.all(ids.map((id) => dumpTables(database, id)));
  return dumps.flatMap((tables) =>
    Object.entries(tables).map(([table, content]) => ({
      where: `table ${table}`,
      text: JSON.stringify(content),
    })),
  );
}

/** A listening server that logs all it can, over a database of the tests. */
export async function secretWorld(
  database: Database,
  { operatorToken, gitPassword }: { readonly operatorToken: string; readonly gitPassword: string },
): Promise<SecretWorld> {
  const heard: Said[] = [];
  const hear = (where: string, text: string): void => void heard.push({ where, text });
  const logTo = { write: (line: string) => hear('log', line) };
  const { app } = await testServer(database, { operatorToken, logTo, documented: false });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const server = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const [set, folder] = [checkout(gitPassword), temporaryFolder()];

  const runShowing: SecretWorld['run'] = async (env, ...words) => {
    const ran = await bylaw(words, { BYLAW_SERVER: server, ...env });
    hear(`complaint of ${words.join(' ')}`, ran.complaint);
    return ran;
  };
  const run: SecretWorld['run'] = async (env, ...words) => {
    const ran = await runShowing(env, ...words);
    hear(`output of ${words.join(' ')}`, ran.output);
    return ran;
  };
  const call: SecretWorld['call'] = async (token, method, path, { body, headers, showing } = {}) => {
    const answer = await fetch(server + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    answer.headers.forEach((value, name) => {
      hear(`header ${name} of ${method} ${path}`, value);
    });
    if (showing !== true) hear(`answer of ${method} ${path}`, text);
    return { status: answer.status, text };
  };
  return {
    server,
    operatorToken,
    set,
    folder,
    run,
    runShowing,
    call,
    said: async () => [...heard, ...filesOf(folder), ...(await tablesOf(database))],
    close: async () => {
      await app.close();
      for (const made of [set, folder]) rmSync(made, { recursive: true });
    },
  };
}
