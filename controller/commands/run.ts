import { Failure } from '../client/failure.ts';
import { escapeControls } from '../render/escape.ts';
import { countOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { parseWords } from './parse-words.ts';
import type { Call } from './parsed.ts';
import { withProgress } from './progress.ts';
import { createOutputWriter, type OutputWriter, writeOutput } from './write-output.ts';

type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * The process around a command: `cli.ts` hands in the real one, tests their own streams. Streams are functions, because
 * Node makes its own when they are first looked at, and standard input alone costs a tenth of the start-up.
 */
export interface Surroundings {
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly version: string;
  readonly stdin: () => NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: () => Output;
  readonly stderr: () => Output;
  readonly stopSignal: () => AbortSignal;
}

function usesColour(stream: Output, env: NodeJS.ProcessEnv, raw: RawArguments): boolean {
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb' || raw.options['color'] === false;
  return !refused && stream.isTTY === true;
}

function columnsOf({ stdout, env }: Surroundings): number {
  const columns = stdout().columns ?? Number(env['COLUMNS']);
  return Number.isInteger(columns) && columns > 0 ? columns : 80;
}

function assertNoToken(raw: RawArguments): void {
  if (textOption(raw, 'token') === undefined) return;
  throw new Failure('A token is not taken from the command line', {
    remedy:
      'There every process of the machine and the history of the shell can read it: put it in BYLAW_TOKEN',
  });
}

/** Asking needs a person who sees the plan and can type. */
function askerOf({ stdin, stdout }: Surroundings): CommandContext['ask'] {
  if (stdin().isTTY !== true || stdout().isTTY !== true) return undefined;
  return async (question) => (await import('./ask.ts')).ask(question, stdin(), stdout());
}

function createContext(raw: RawArguments, around: Surroundings, writer: OutputWriter): CommandContext {
  const { stdout, stderr, env } = around;
  const quiet = raw.options['quiet'] === true;
  const complain = (text: string): void => void stderr().write(text);
  return {
    env,
    cwd: around.cwd,
    version: around.version,
    width: columnsOf(around),
    colour: usesColour(stdout(), env, raw),
    get complaintColour() {
      return usesColour(stderr(), env, raw);
    },
    verbose: raw.options['verbose'] === true,
    setFile: textOption(raw, 'file'),
    server: textOption(raw, 'server'),
    timeout: countOption(raw, 'timeout', '--timeout'),
    show: writer.write,
    note: (text) => void (quiet || complain(`${escapeControls(text)}\n`)),
    remark: (text) => void (quiet || complain(text)),
    get ask() {
      return askerOf(around);
    },
    wait: (what, work) =>
      quiet
        ? work
        : withProgress(escapeControls(what), work, { terminal: stderr().isTTY === true, write: complain }),
    stopSignal: around.stopSignal,
  };
}

async function carryOut(parsed: Call, around: Surroundings, writer: OutputWriter): Promise<CommandResult> {
  assertNoToken(parsed.raw);
  const command = await parsed.spec.load();
  const result = await command(parsed.raw, createContext(parsed.raw, around, writer));
  if (result.output !== undefined) await writeOutput(result.output, writer);
  return result;
}

async function complaintOf(error: unknown, raw: RawArguments, around: Surroundings): Promise<CommandResult> {
  const { renderFailure, renderFault } = await import('../render/failure-text.ts');
  const style = {
    width: columnsOf(around),
    colour: usesColour(around.stderr(), around.env, raw),
    verbose: raw.options['verbose'] === true,
  };
  if (!(error instanceof Failure)) return { complaint: renderFault(error, style), exitCode: 1 };
  return { complaint: renderFailure(error, style), exitCode: error.exitCode };
}

/**
 * Runs one command from its words to its exit code. Nothing is thrown: every error ends as a complaint on standard error.
 *
 * @returns the exit code
 */
export async function run(around: Surroundings): Promise<number> {
  const writer = createOutputWriter(around.stdout());
  const parsed = await parseWords(around.words);
  if ('text' in parsed) {
    if (parsed.exitCode === 0) await writer.write(parsed.text);
    else around.stderr().write(parsed.text);
    return parsed.exitCode;
  }
  const result = await carryOut(parsed, around, writer).catch((error: unknown) =>
    complaintOf(error, parsed.raw, around),
  );
  if (result.complaint !== undefined) around.stderr().write(result.complaint);
  return result.exitCode;
}
