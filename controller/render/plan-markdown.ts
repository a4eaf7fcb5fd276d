import type { Plan } from '../../schemas/contract/plan.ts';
import { approvalText, outboundText } from './approval-text.ts';
import { escapeControls } from './escape.ts';
import { severityOf } from './impact-phrase.ts';
import { changeSection } from './markdown-changes.ts';
import { codeBlock, codeSpan, markdownText } from './markdown-escape.ts';
import { peopleHeadline, tallyPeople } from './people-headline.ts';
import { changesByAccount } from './plan-changes.ts';
import { effectiveLines } from './plan-effective.ts';
import { peopleLines } from './plan-people.ts';
import { problemsLines } from './plan-problems.ts';
import { shownReasons } from './plan-risk.ts';
import { hasDifferences, summaryLine } from './plan-summary.ts';
import { createTextStyle } from './text-style.ts';

/** Comments hold 65,535 characters; the rest is for what a pipeline puts around. */
const largest = 59_000;
/** What parts other than the changes may take, each. */
const largestPart = 9_000;
/** A plan of so few changes is shown unfolded. */
const short = 8;

const style = createTextStyle({ width: 100, colour: false, verbose: false });

/** The sentence on people, marked by how much it hurts (GitHub's alerts; elsewhere a quotation). */
function headline(plan: Plan): string {
  const worst = tallyPeople(plan.impact).map(({ code }) => severityOf(code));
  const kind = worst.includes('harm') ? 'CAUTION' : worst.includes('burden') ? 'WARNING' : 'NOTE';
  return `> [!${kind}]\n> **People:** ${peopleHeadline(plan, codeSpan)}\n`;
}

function factsLine({ set, risk, source, status }: Plan): string {
  const facts = [
    `Risk: **${risk.level}**`,
    ...(set === null ? [] : [`set ${codeSpan(set)}`]),
    ...(source.commit === undefined ? [] : [`commit ${codeSpan(source.commit.slice(0, 12))}`]),
    ...(status === 'planned' ? [] : [`status **${status}**`]),
  ];
  return `${facts.join(' | ')}\n`;
}

/** Lines up to a number of characters, with a note of how many are missing. */
function cut(lines: readonly string[]): string[] {
  let used = 0;
  const shown = lines.filter((line) => {
    used += line.length + 1;
    return used <= largestPart;
  });
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `... ${rest.toLocaleString('en')} more lines are cut here`] : shown;
}

function folded(title: string, lines: readonly string[], open = false): string {
  if (lines.length === 0) return '';
  const text = codeBlock('text', cut(lines));
  return `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${text}\n\n</details>\n`;
}

function riskPart({ risk }: Plan): string {
  const reasons = shownReasons(risk, false).map(
    ({ level, address, detail }) => `${level.padEnd(6)}  ${address}  ${detail}`,
  );
  return folded(`Risk: ${risk.level}`, reasons.map(escapeControls));
}

function consequences(plan: Plan): string {
  const outbound = outboundText(plan);
  const lines = [
    ...(outbound === undefined ? [] : [`The apply ${outbound}.`]),
    ...plan.approvals.map((approval) => `Needs ${markdownText(approvalText(approval))}.`),
  ];
  return lines.length === 0 ? '' : `${lines.join('  \n')}\n`;
}

function problemsPart({ diagnostics }: Plan): string {
  if (diagnostics.length === 0) return '';
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const title =
    errors > 0
      ? `Refused: ${errors} ${errors === 1 ? 'reason' : 'reasons'}`
      : `Warnings: ${diagnostics.length}`;
  return folded(title, problemsLines(diagnostics, style).slice(1), true);
}

function footer({ id, digest, status }: Plan): string {
  if (id === null) return '';
  const when = status === 'waiting' ? 'Once it is approved: ' : 'Apply exactly this plan: ';
  return `${when}\`bylaw apply --plan ${id.replace(/[^\w-]/gu, '')}\` (digest ${codeSpan(digest.slice(0, 12))})\n`;
}

/** The changes, account by account, as far as there is room; what is left out is said. */
function changesPart(plan: Plan, room: number): string {
  const open = plan.resource_changes.length <= short;
  const sections: string[] = [];
  let [left, rest] = [0, room];
  for (const [account, changes] of changesByAccount(plan)) {
    const section = changeSection({ account, changes }, { open, room: rest, style });
    sections.push(section.text);
    left += section.left;
    rest -= section.text.length + 1;
  }
  const note = `\n**${left.toLocaleString('en')} more changes do not fit into a comment.** The whole plan: \`bylaw plan\`.\n`;
  return [...sections.filter((text) => text !== ''), ...(left > 0 ? [note] : [])].join('\n');
}

/**
 * The plan as a comment on a pull request: people first, then one line that sums up, everything else folded by account.
 * Names from outside stand in code, where they are neither markup nor mention.
 *
 * @returns markdown of fewer than 60,000 characters
 */
export function renderPlanMarkdown(plan: Plan): string {
  const something = hasDifferences(plan) || plan.impact.length > 0;
  const people = plan.impact.length === 0 ? [] : peopleLines(plan, style).slice(1);
  const before = [
    `### ${summaryLine(plan)}\n`,
    ...(something ? [headline(plan)] : []),
    factsLine(plan),
    problemsPart(plan),
    folded('People, by account', people.slice(people.indexOf('') + 1), plan.impact.length <= short),
  ];
  const after = [
    folded('Effective settings', effectiveLines(plan, style).slice(2)),
    riskPart(plan),
    consequences(plan),
    footer(plan),
  ];
  const around = [...before, ...after].reduce((sum, part) => sum + part.length + 1, 0);
  const parts = [...before, changesPart(plan, largest - around), ...after];
  return parts.filter((part) => part !== '').join('\n');
}
