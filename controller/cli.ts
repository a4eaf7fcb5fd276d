#!/usr/bin/env node
import packageFile from '../package.json' with { type: 'json' };

/**
 * The one place that touches the command line, the standard streams and the exit code. It loads nothing but itself for
 * `--version`: start-up is part of the product.
 */

/** Takes SIGINT and SIGTERM over: the first asks to stop, the second stops at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  const received = (signal: NodeJS.Signals): void => {
    if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    stop.abort();
  };
  process.on('SIGINT', received);
  process.on('SIGTERM', received);
  return stop.signal;
}

async function main(words: readonly string[]): Promise<void> {
  const { version } = packageFile;
  if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const { run } = await import('./commands/run.ts');
  process.exitCode = await run({
    words,
    env: process.env,
    cwd: process.cwd(),
    version,
    stdin: () => process.stdin,
    stdout: () => process.stdout,
    stderr: () => process.stderr,
    stopSignal,
  });
}

void main(process.argv.slice(2));
