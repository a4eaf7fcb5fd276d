import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Checkout } from './checkout.ts';

type Variables = Readonly<Record<string, string>>;

/** How a job ended, and all that it printed. */
export interface JobRun {
  readonly code: number;
  readonly output: string;
}

interface GithubStep {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Variables;
}

interface GithubWorkflow {
  readonly env: Variables;
  readonly jobs: Readonly<Record<string, { readonly if: string; readonly steps: readonly GithubStep[] }>>;
}

interface GitlabJob {
  readonly script: readonly string[];
  readonly after_script?: readonly string[];
  readonly allow_failure?: { readonly exit_codes: readonly number[] };
}

async function parsed<T>(file: string): Promise<T> {
  return parse(await readFile(file, 'utf8')) as T;
}

/** Puts the values of the run's contexts (`github`, `secrets`, `vars`) in place of `${{ ... }}`. */
function fill(env: Variables, contexts: Variables): Variables {
  const value = (text: string) =>
    text.replace(/\$\{\{ *([\w.]+) *\}\}/gu, (_whole, name: string) => {
      const found = contexts[name];
      if (found === undefined) throw new Error(`the workflow uses ${name}, which nothing sets`);
      return found;
    });
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, value(String(text))]));
}

/** Whether a condition of the form `a == b && c == d` holds. */
function holds(condition: string, contexts: Variables): boolean {
  const side = (text = '') => (text.startsWith("'") ? text.slice(1, -1) : contexts[text]);
  return condition.split(' && ').every((part) => {
    const [left, right] = part.split(' == ');
    return side(left) === side(right);
  });
}

/** Runs the jobs of a GitHub workflow whose condition holds, step by step; actions (`uses`) are there already. */
export async function runGithub(
  file: string,
  { shell }: Checkout,
  { contexts, env }: { readonly contexts: Variables; readonly env: Variables },
): Promise<Readonly<Record<string, JobRun>>> {
  const workflow = await parsed<GithubWorkflow>(file);
  const runs: Record<string, JobRun> = {};
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (!holds(job.if, contexts)) continue;
    let run: JobRun = { code: 0, output: '' };
    for (const step of job.steps) {
      if (step.run === undefined || (run.code !== 0 && step.if !== '!cancelled()')) continue;
      const variables = { ...env, ...fill({ ...workflow.env, ...step.env }, contexts) };
      const { code, output } = await shell(step.run, variables);
      run = { code: run.code || code, output: run.output + output };
    }
    runs[name] = run;
  }
  return runs;
}

/** Runs one job of a GitLab pipeline: its script in one shell, `after_script` in another. An allowed exit code is a warning. */
export async function runGitlab(
  file: string,
  name: string,
  { shell }: Checkout,
  env: Variables,
): Promise<JobRun> {
  const pipeline = await parsed<Record<string, unknown>>(file);
  const { before_script: before } = pipeline['default'] as { before_script: readonly string[] };
  const job = pipeline[name] as GitlabJob;
  const main = await shell([...before, ...job.script].join('\n'), env);
  const after = await shell((job.after_script ?? []).join('\n'), env);
  const allowed = job.allow_failure?.exit_codes.includes(main.code) === true;
  return { code: allowed ? 0 : main.code, output: main.output + after.output };
}
