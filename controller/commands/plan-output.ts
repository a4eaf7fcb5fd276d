import type { Plan } from '../../schemas/contract/plan.ts';
import { renderPlanText } from '../render/plan-text.ts';
import type { CommandContext } from './command.ts';

export const planFormats = ['text', 'json', 'markdown'] as const;
export type PlanFormat = (typeof planFormats)[number];

/** What to do next with a stored plan; nothing where there is no next step. */
function nextStep({ id, status }: Plan): string {
  if (id === null || status === 'applied' || status === 'stale' || status === 'rejected') return '';
  const when = status === 'waiting' ? 'Once it is approved, apply' : 'Apply';
  return `\n${when} exactly this plan: bylaw apply --plan ${id}\n`;
}

/** The plan as a person reads it, with the next step below. */
export function planText(plan: Plan, { width, colour, verbose }: CommandContext): string {
  return renderPlanText(plan, { width, colour, verbose });
}

/** The plan in the form asked for; the JSON form is the plan as the server gave it. */
export async function planOutput(plan: Plan, format: PlanFormat, context: CommandContext): Promise<string> {
  if (format === 'json') return planJson(plan);
  if (format === 'text') return `${planText(plan, context)}${nextStep(plan)}`;
  const { renderPlanMarkdown } = await import('../render/plan-markdown.ts');
  return renderPlanMarkdown(plan);
}

/** The public JSON form, indented, for files and policy tools. */
export function planJson(plan: Plan): string {
  return `${JSON.stringify(plan, undefined, 2)}\n`;
}
