import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DeclarationOrigin } from '../../schemas/contract/declaration.ts';
import { cleanPageUrl, cleanRemoteUrl } from './remote-url.ts';

/** Runs git and gives its first line; undefined where git or a repository is missing, or it takes too long. */
function git(cwd: string, ...args: string[]): Promise<string | undefined> {
  const options = { cwd, timeout: 3000, windowsHide: true, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' } };
  const line = new Promise<string | undefined>((resolve) => {
    execFile('git', args, options, (error, output) => {
      const line = output.trim();
      resolve(error !== null || line === '' ? undefined : line);
    });
  });
  // Some failures, a folder that is none among them, are thrown instead of handed to the callback.
  return line.catch(() => undefined);
}

const gitIn =
  (folder: string) =>
  (...args: string[]): Promise<string | undefined> =>
    git(folder, ...args);

/** Starting a process only to learn that there is no repository costs a command more than looking for it. */
async function isInRepository(folder: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (env['GIT_DIR'] !== undefined) return true;
  if ((await stat(join(folder, '.git')).catch(() => undefined)) !== undefined) return true;
  const parent = dirname(folder);
  return parent !== folder && isInRepository(parent, env);
}

async function folderOf(path: string): Promise<string> {
  const status = await stat(path).catch(() => undefined);
  return status === undefined || status.isDirectory() ? path : dirname(path);
}

/** Most services set `CI`; the others are known by a variable of their own. */
const signs = [
  'CI',
  'TF_BUILD',
  'JENKINS_URL',
  'BUILD_NUMBER',
  'TEAMCITY_VERSION',
  'CODEBUILD_BUILD_ID',
  'bamboo_agentId',
];

async function readCi(env: NodeJS.ProcessEnv, cwd: string): Promise<CiRun | undefined> {
  if (!signs.some((name) => env[name] !== undefined && env[name] !== '')) return undefined;
  const { default: envCi } = await import('env-ci');
  const run = envCi({ env: { ...env }, cwd });
  return run.isCi && 'service' in run ? run : undefined;
}

/** What env-ci tells, as far as it is wanted here. */
interface CiRun {
  readonly service?: string;
  readonly commit?: string;
  readonly build?: string;
  readonly buildUrl?: string;
  /** On a pull request, the branch that it goes to. */
  readonly branch?: string;
  readonly prBranch?: string;
}

function ciOf(run: CiRun | undefined): Pick<DeclarationOrigin, 'ci'> {
  if (run?.service === undefined) return {};
  const url = run.buildUrl === undefined ? undefined : cleanPageUrl(run.buildUrl);
  const ci = {
    service: run.service,
    ...(run.build === undefined ? {} : { build: String(run.build) }),
    ...(url === undefined ? {} : { url }),
  };
  return { ci };
}

function present(
  origin: { [Key in keyof DeclarationOrigin]: DeclarationOrigin[Key] | undefined },
): DeclarationOrigin {
  return Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== undefined));
}

/**
 * Where a declaration comes from: the checkout around `path` (a folder or a file) and the run of the pipeline, as far as they are known.
 * Never fails: a folder without git has no origin.
 */
export async function readOrigin(path: string, env: NodeJS.ProcessEnv): Promise<DeclarationOrigin> {
  const folder = await folderOf(path);
  const git = (await isInRepository(folder, env)) ? gitIn(folder) : async () => undefined;
  const [head, branch, remote, run] = await Promise.all([
    git('log', '-1', '--format=%H %an <%ae>'),
    git('symbolic-ref', '--short', 'HEAD'),
    git('config', '--get', 'remote.origin.url'),
    readCi(env, folder).catch(() => undefined),
  ]);
  const [commit, author] = head?.split(/ (.*)/u) ?? [];
  return present({
    repository: remote === undefined ? undefined : cleanRemoteUrl(remote),
    commit: commit ?? run?.commit,
    branch: branch ?? run?.prBranch ?? run?.branch,
    author,
    ...ciOf(run),
  });
}
