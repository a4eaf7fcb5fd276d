import type { Plan, Risk, RiskLevel } from '../../schemas/contract/plan.ts';
import { approvalText, outboundText } from './approval-text.ts';
import { escapeControls } from './escape.ts';
import type { TextStyle } from './text-style.ts';
import { wrapText } from './wrap.ts';

const weights: Readonly<Record<RiskLevel, number>> = { high: 0, medium: 1, low: 2, none: 3 };

function paintOf(level: RiskLevel, { palette }: TextStyle): (text: string) => string {
  if (level === 'high') return palette.red;
  return level === 'medium' ? palette.yellow : palette.dim;
}

/** Reasons, the weightiest first; low ones are not worth a line unless asked for. */
export function shownReasons(risk: Risk, all: boolean): Risk['reasons'] {
  const reasons = [...risk.reasons].sort((first, second) => weights[first.level] - weights[second.level]);
  return all ? reasons : reasons.filter(({ level }) => level === 'high' || level === 'medium');
}

function reasonLines(plan: Plan, style: TextStyle): string[] {
  const reasons = shownReasons(plan.risk, style.verbose);
  const limit = style.verbose ? reasons.length : 12;
  const lines = reasons.slice(0, limit).flatMap(({ level, address, detail }) => {
    const text = `${style.palette.bold(escapeControls(address))} ${escapeControls(detail)}`;
    return wrapText(text, style.width, `  ${paintOf(level, style)(level.padEnd(6))}  `);
  });
  const rest = reasons.length - limit;
  return rest > 0
    ? [...lines, style.palette.dim(`  and ${rest} more reasons (--verbose shows them)`)]
    : lines;
}

/** Risk and why, what the apply sets off outside, and who must agree first. */
export function riskLines(plan: Plan, style: TextStyle): string[] {
  const { palette } = style;
  const lines: string[] = [];
  if (plan.risk.level !== 'none') {
    lines.push('', `${palette.bold('Risk:')} ${paintOf(plan.risk.level, style)(plan.risk.level)}`);
    lines.push(...reasonLines(plan, style));
  }
  const outbound = outboundText(plan);
  if (outbound !== undefined)
    lines.push('', ...wrapText(`${palette.bold('The apply')} ${outbound}.`, style.width));
  for (const approval of plan.approvals) {
    lines.push('', ...wrapText(`${palette.bold('Needs')} ${approvalText(approval)}.`, style.width));
  }
  return lines;
}
