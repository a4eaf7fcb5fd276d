import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Plan } from '../../schemas/contract/plan.ts';
import { Failure } from '../client/failure.ts';
import { hasDifferences } from '../render/plan-summary.ts';
import { choiceOption, flagOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, ExitCode, RawArguments } from './command.ts';
import { planFormats, planJson, planOutput } from './plan-output.ts';
import { readAllowances, requestPlan } from './request-plan.ts';

async function writePlan(plan: Plan, file: string, { cwd }: CommandContext): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), planJson(plan));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`The plan cannot be written to ${file}: ${reason}`, {
      remedy: 'Give --out a file in a folder that exists and can be written',
      cause,
    });
  }
}

function exitCodeOf(plan: Plan, detailed: boolean): ExitCode {
  if (plan.status === 'refused') return 1;
  return detailed && hasDifferences(plan) ? 2 : 0;
}

/**
 * `bylaw plan [PATH]`: what an apply would change, and whom it hits. Changes nothing.
 * Exit 0; 1 error or refused; with `--detailed-exitcode` 2 when there are changes.
 */
export async function plan(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const requested = await requestPlan(raw.operands[0], readAllowances(raw), context);
  if ('complaint' in requested) return requested;
  const out = textOption(raw, 'out');
  if (out !== undefined) await writePlan(requested.plan, out, context);
  const output = await planOutput(requested.plan, choiceOption(raw, 'format', planFormats), context);
  return { output, exitCode: exitCodeOf(requested.plan, flagOption(raw, 'detailedExitcode')) };
}
