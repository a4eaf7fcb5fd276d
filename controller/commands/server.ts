import { Failure } from '../client/failure.ts';
import { countOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';

const defaultPort = 8080;

function portOf(raw: RawArguments): number {
  const port = countOption(raw, 'port', '--port') ?? defaultPort;
  if (port <= 65535) return port;
  throw new Failure(`${port} is not a port`, {
    remedy: 'Give --port a number from 1 to 65535, or 0 for any free one',
  });
}

/** What stops a server from starting, told to a person; anything else is a fault and keeps its stack. */
function startFailure(error: unknown, port: number): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Failure(`Port ${port} is taken`, {
      remedy: 'Stop what listens there, or give another --port',
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new Failure(`Port ${port} or the data folder may not be used: ${error.message}`, {
      remedy: 'Ports below 1024 need rights of their own; give another --port or --data-dir',
      cause: error,
    });
  }
  // Errors with a name of their own are written for people: a locked data folder, a refused migration, a bad setting.
  return builtIn.has(error.name) ? error : new Failure(error.message, { cause: error });
}

const builtIn = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'AggregateError',
]);

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** `bylaw server`: runs the API until SIGINT or SIGTERM, then lets running requests end. */
export async function server(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const port = portOf(raw);
  const dataDir = textOption(raw, 'dataDir');
  const stop = context.stopSignal();
  const { runServer } = await import('../../api/main.ts');
  const options = { port, host: textOption(raw, 'host') ?? '127.0.0.1', env: context.env };
  const running = await runServer(dataDir === undefined ? options : { ...options, dataDir }).catch(
    (error: unknown) => {
      throw startFailure(error, port);
    },
  );
  await context.show(`Bylaw ${context.version} listens at ${running.url}\n`);
  await whenAborted(stop);
  context.note('Stopping: running requests may end; a second signal stops at once');
  await running.close();
  return { exitCode: 0 };
}
