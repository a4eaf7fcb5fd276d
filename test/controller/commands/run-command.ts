import { PassThrough, Writable } from 'node:stream';
import { run } from '../../../controller/commands/run.ts';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What a person types; with it, input and output are a terminal. */
  readonly typed?: string;
  readonly columns?: number;
  readonly stopSignal?: AbortSignal;
}

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Recorder extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY: boolean, columns: number) {
    super();
    this.isTTY = isTTY;
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

function terminalInput(typed: string): PassThrough {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.end(typed);
  return input;
}

/** Runs the command in this process, as `cli.ts` does, and gives what it printed. */
export async function runCommand(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const terminal = options.typed !== undefined;
  const stdout = new Recorder(terminal, options.columns ?? 80);
  const stderr = new Recorder(false, 80);
  const input = terminal ? terminalInput(options.typed ?? '') : new PassThrough();
  const exitCode = await run({
    words,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    version: '0.1.0',
    stdin: () => input,
    stdout: () => stdout,
    stderr: () => stderr,
    stopSignal: () => options.stopSignal ?? new AbortController().signal,
  });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}
