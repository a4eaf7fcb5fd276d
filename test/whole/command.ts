import { Readable, Writable } from 'node:stream';
import { run } from '../../controller/commands/run.ts';

/** What a command said, and how it ended. */
export interface CommandRun {
  readonly output: string;
  readonly complaint: string;
  readonly exitCode: number;
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

/**
 * The `bylaw` command from its words to its exit code, in this process: without a terminal, 100 columns wide.
 *
 * @param env replaces the environment
 */
export async function bylaw(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandRun> {
  const [stdout, stderr] = [collector(), collector()];
  const exitCode = await run({
    words,
    env: { COLUMNS: '100', ...env },
    cwd: process.cwd(),
    version: '0.1.0',
    stdin: () => Readable.from([]),
    stdout: () => stdout.stream,
    stderr: () => stderr.stream,
    stopSignal: () => new AbortController().signal,
  });
  return { output: stdout.text(), complaint: stderr.text(), exitCode };
}
