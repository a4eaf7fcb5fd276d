import type { Plan } from '../../schemas/contract/plan.ts';
import type { Client } from '../client/client.ts';
import { Failure } from '../client/failure.ts';
import { RefusedRequest } from '../client/problem.ts';
import { renderApplied } from '../render/applied-text.ts';
import { flagOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { connect } from './connect.ts';
import { readPlanId } from './plan-id.ts';
import { planText } from './plan-output.ts';
import { readSetServer } from './read-set-server.ts';
import { readAllowances, requestPlan } from './request-plan.ts';

interface Consent {
  /** `--yes`: nobody is asked. */
  readonly yes: boolean;
  /** `--plan`: somebody has read this plan before. */
  readonly planId: string | undefined;
}

/** Applying needs a person at the terminal, `--yes`, or a plan that somebody named. */
function assertConsent({ yes, planId }: Consent, { ask }: CommandContext): void {
  if (yes || planId !== undefined || ask !== undefined) return;
  throw new Failure('There is no terminal to ask at, and neither --yes nor --plan is given', {
    remedy: 'In a pipeline, apply the plan that was reviewed with --plan ID, or give --yes',
  });
}

/** What can be said of a plan before anything is applied; undefined: it can be applied. */
function verdict({ status, id }: Plan): CommandResult | undefined {
  if (status === 'refused' || status === 'rejected') return { exitCode: 1 };
  if (status === 'stale') {
    throw new Failure(`Plan ${id} is stale`, {
      remedy: 'Nothing was changed: plan again, look at it, and apply that',
      exitCode: 4,
    });
  }
  if (status === 'waiting') {
    return {
      output: `\nNothing was changed. Once the plan is approved: bylaw apply --plan ${id}\n`,
      exitCode: 3,
    };
  }
  return id === null || status === 'applied' ? { exitCode: 0 } : undefined;
}

async function agrees(plan: Plan, consent: Consent, { ask }: CommandContext): Promise<boolean> {
  if (consent.yes || ask === undefined) return true;
  const question = `\nApply this plan to ${plan.organisation}? Only 'yes' is accepted: `;
  return (await ask(question)).trim() === 'yes';
}

/** What a refused apply means; other refusals are errors as everywhere. */
function refusalResult(error: unknown, plan: Plan): CommandResult {
  if (!(error instanceof RefusedRequest)) throw error;
  const { code, detail, remedy, diagnostics } = error.problem;
  if (code === 'plan/already-applied') {
    return { output: '\nThis plan is applied already; nothing was left to do.\n', exitCode: 0 };
  }
  if (code === 'plan/waiting-for-approval' || code === 'plan/waiting') {
    throw new Failure(detail, { remedy: `Once it is approved: bylaw apply --plan ${plan.id}`, exitCode: 3 });
  }
  if (code !== 'plan/stale') throw error;
  throw new Failure(detail, {
    remedy: `Nothing was changed: ${remedy ?? 'plan again, look at it, and apply that'}`,
    diagnostics: diagnostics.filter(({ summary }) => !detail.includes(summary)),
    exitCode: 4,
  });
}

async function carryOut(plan: Plan, client: Client, context: CommandContext): Promise<CommandResult> {
  if (plan.id === null) return { exitCode: 0 };
  try {
    const applied = await context.wait('Applying', client.applyPlan(plan.id));
    return { output: renderApplied(plan, applied, context), exitCode: 0 };
  } catch (error) {
    return refusalResult(error, plan);
  }
}

async function obtainPlan(
  raw: RawArguments,
  { planId }: Consent,
  context: CommandContext,
): Promise<{ readonly plan: Plan; readonly client: Client } | CommandResult> {
  if (planId === undefined) return requestPlan(raw.operands[0], readAllowances(raw), context);
  const { client } = connect(context, { set: await readSetServer(context) });
  return { plan: await context.wait('Reading the plan', client.readPlan(planId)), client };
}

/**
 * `bylaw apply [PATH | --plan ID]`: shows the plan, asks, and applies exactly it, by its id.
 * Exit 0 applied or nothing to do; 1 error; 3 waits for approval; 4 stale.
 */
export async function apply(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const named = textOption(raw, 'plan');
  if (named !== undefined && raw.operands.length > 0) {
    throw new Failure('A path and --plan exclude each other', {
      remedy: 'A plan holds what is declared: leave the path out',
    });
  }
  const consent = {
    yes: flagOption(raw, 'yes'),
    planId: named === undefined ? undefined : await readPlanId(named, context.cwd),
  };
  assertConsent(consent, context);
  const obtained = await obtainPlan(raw, consent, context);
  if (!('plan' in obtained)) return obtained;
  await context.show(planText(obtained.plan, context));
  const early = verdict(obtained.plan);
  if (early !== undefined) return early;
  if (!(await agrees(obtained.plan, consent, context))) {
    return { complaint: 'Not applied: the answer was not yes. Nothing was changed.\n', exitCode: 1 };
  }
  return carryOut(obtained.plan, obtained.client, context);
}
