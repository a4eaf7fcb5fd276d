import { renderHistory } from '../render/history-table.ts';
import { choiceOption, countOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { connect } from './connect.ts';
import { readSetServer } from './read-set-server.ts';
import { take } from './take.ts';

export const listFormats = ['text', 'json'] as const;

/** `bylaw history`: the plans that were applied, newest first. */
export async function history(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const limit = countOption(raw, 'limit', '--limit') ?? 20;
  const { client, server } = connect(context, { set: await readSetServer(context) });
  const rows = client.plans({
    status: 'applied',
    set: textOption(raw, 'set'),
    limit: Math.min(Math.max(limit, 1), 100),
  });
  const plans = await context.wait(`Reading the history at ${server}`, take(rows, limit));
  const json = choiceOption(raw, 'format', listFormats) === 'json';
  return {
    output: json ? `${JSON.stringify(plans, undefined, 2)}\n` : renderHistory(plans, context.colour),
    exitCode: 0,
  };
}
