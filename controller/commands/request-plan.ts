import type { Plan } from '../../schemas/contract/plan.ts';
import type { Client } from '../client/client.ts';
import { countOption, flagOption, listOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { connect } from './connect.ts';
import { type Allowances, loadDeclaration } from './load-declaration.ts';

/** What the caller allows beyond the set's own rules: `--allow-deletions`, `--take-over`, `--take-over-set`. */
export function readAllowances(raw: RawArguments): Allowances {
  const allowDeletions = countOption(raw, 'allowDeletions', '--allow-deletions');
  const takeOver = listOption(raw, 'takeOver');
  return {
    ...(allowDeletions === undefined ? {} : { allowDeletions }),
    ...(takeOver.length === 0 ? {} : { takeOver }),
    ...(flagOption(raw, 'takeOverSet') ? { takeOverSet: true } : {}),
  };
}

/** The server's plan for the manifests of a folder, and the client that got it; or why the manifests are no declaration. */
export async function requestPlan(
  path: string | undefined,
  allowances: Allowances,
  context: CommandContext,
): Promise<
  | { readonly plan: Plan; readonly client: Client; readonly server: string }
  | (CommandResult & { complaint: string })
> {
  const loaded = await loadDeclaration(path, allowances, context);
  if ('complaint' in loaded) return { complaint: loaded.complaint, exitCode: 1 };
  const { client, server } = connect(context, { set: loaded.server });
  const plan = await context.wait(`Planning at ${server}`, client.plan(loaded.declaration));
  return { plan, client, server };
}
