import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '../client/client.ts';
import { isPlainText, readToken, resolveServer } from '../client/connection.ts';
import { Failure } from '../client/failure.ts';
import type { CommandContext } from './command.ts';

const defaultSeconds = 60;
/** Longer than any plan takes; a pipeline that hangs helps nobody. */
const longestSeconds = 300;

function timeoutSeconds({ timeout, env }: CommandContext): number {
  const text = env['BYLAW_TIMEOUT'];
  const seconds = timeout ?? (text === undefined || text === '' ? defaultSeconds : Number(text));
  if (Number.isFinite(seconds) && seconds >= 1 && seconds <= longestSeconds) return seconds;
  throw new Failure(`The timeout must be 1 to ${longestSeconds} seconds, not '${timeout ?? text}'`, {
    remedy: 'Write --timeout 120 or BYLAW_TIMEOUT=120',
  });
}

/** A client of the server that the command line, the environment or the set names. */
export function connect(
  context: CommandContext,
  options: { readonly set?: string | undefined; readonly tokenVariable?: string } = {},
): { readonly client: Client; readonly server: string } {
  const { env } = context;
  const server = resolveServer({ flag: context.server, environment: env['BYLAW_SERVER'], set: options.set });
  const token = readToken(env, options.tokenVariable ?? 'BYLAW_TOKEN');
  if (isPlainText(server))
    context.note(`warning: ${server} is not encrypted: others on the way can read the token`);
  const client = createClient({
    server,
    token,
    timeout: timeoutSeconds(context) * 1000,
    version: context.version,
    sleep: (duration) => sleep(duration),
  });
  return { client, server };
}
