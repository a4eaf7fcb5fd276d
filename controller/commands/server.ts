import { join, resolve } from 'node:path';
import { countOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { checkPort, startFailure } from './start-failure.ts';

const defaultPort = 8080;

/** The folder of the embedded database; none where PostgreSQL is named. */
function dataFolder(raw: RawArguments, { env, cwd }: CommandContext): string | undefined {
  const named = textOption(raw, 'dataDir');
  if (named !== undefined) return resolve(cwd, named);
  return (env['DATABASE_URL'] ?? '') === '' ? join(cwd, '.bylaw', 'data') : undefined;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** `bylaw server`: runs the API until SIGINT or SIGTERM, then lets running requests end. */
export async function server(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const port = checkPort(countOption(raw, 'port', '--port') ?? defaultPort);
  const dataDir = dataFolder(raw, context);
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
