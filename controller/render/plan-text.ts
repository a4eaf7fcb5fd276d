import type { Plan, PlanStatus } from '../../schemas/contract/plan.ts';
import { changesLines } from './plan-changes.ts';
import { effectiveLines } from './plan-effective.ts';
import { peopleLines } from './plan-people.ts';
import { problemsLines } from './plan-problems.ts';
import { riskLines } from './plan-risk.ts';
import { hasDifferences, summaryLine } from './plan-summary.ts';
import { createTextStyle, type TextOptions, type TextStyle } from './text-style.ts';
import { wrapText } from './wrap.ts';

/** What a plan's status means for the reader; nothing where it says no more than the plan itself. */
const statusTexts: Readonly<Partial<Record<PlanStatus, string>>> = {
  waiting: 'This plan waits for approval.',
  approved: 'This plan is approved.',
  rejected: 'This plan was rejected.',
  applied: 'This plan is applied.',
  stale: 'This plan is stale: what it was made from has changed since.',
  refused: 'This plan is refused: it cannot be applied for the reasons above.',
};

function closingLines(plan: Plan, style: TextStyle): string[] {
  const { palette } = style;
  const paint = hasDifferences(plan)
    ? palette.bold
    : (text: string): string => palette.bold(palette.green(text));
  const status = statusTexts[plan.status];
  const refused = plan.status === 'refused' || plan.status === 'rejected' || plan.status === 'stale';
  return [
    '',
    ...wrapText(summaryLine(plan), style.width).map(paint),
    ...(status === undefined
      ? []
      : wrapText(status, style.width).map(refused ? palette.red : palette.yellow)),
  ];
}

/**
 * The plan as a person reads it in a terminal: people first, then changes, effective settings, risk, what is sent, who
 * must agree, warnings, and one line that sums up. Drawn from the public JSON form and from nothing else.
 *
 * @returns text that ends with a line break; safe to print whatever names it holds
 */
export function renderPlanText(plan: Plan, options: TextOptions): string {
  const style = createTextStyle(options);
  const people = hasDifferences(plan) || plan.impact.length > 0 ? peopleLines(plan, style) : [];
  const lines = [
    ...people,
    ...changesLines(plan, style),
    ...effectiveLines(plan, style),
    ...riskLines(plan, style),
    ...problemsLines(plan.diagnostics, style),
    ...closingLines(plan, style),
  ];
  const first = lines.findIndex((line) => line !== '');
  return `${lines.slice(first).join('\n')}\n`;
}
