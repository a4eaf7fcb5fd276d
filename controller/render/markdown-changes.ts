import type { ResourceChange } from '../../schemas/contract/plan.ts';
import { changeLines } from './change-lines.ts';
import { toDiffLine } from './diff-lines.ts';
import { codeBlock, htmlCode } from './markdown-escape.ts';
import { takeoverText } from './plan-changes.ts';
import { isTakeoverOnly } from './plan-summary.ts';
import type { TextStyle } from './text-style.ts';

export interface ChangeSection {
  readonly account: string | null;
  readonly changes: readonly ResourceChange[];
}

/** What could be said within the room there was. */
export interface FittedSection {
  readonly text: string;
  /** Changes left out. */
  readonly left: number;
}

/** Room that the tags around a section take. */
const frame = 400;

interface Fitted {
  readonly lines: string[];
  readonly left: number;
}

/** As many changes as fit into `room` characters, whole ones only. */
function fitChanges(changes: readonly ResourceChange[], room: number, style: TextStyle): Fitted {
  const lines: string[] = [];
  let used = 0;
  for (const [index, change] of changes.entries()) {
    const block = changeLines(change, style).map(toDiffLine);
    const size = block.reduce((sum, line) => sum + line.length + 1, 0);
    if (used + size > room) return { lines, left: changes.length - index };
    lines.push(...block);
    used += size;
  }
  return { lines, left: 0 };
}

function titleOf(account: string | null, count: number): string {
  const name = account === null ? 'Organisation' : `Account ${htmlCode(account)}`;
  return `${name}: ${count.toLocaleString('en')} ${count === 1 ? 'change' : 'changes'}`;
}

/**
 * The changes of one account, folded.
 *
 * @param open unfolded from the start: for plans that are short as a whole
 * @param room characters that it may take
 */
export function changeSection(
  section: ChangeSection,
  options: { open: boolean; room: number; style: TextStyle },
): FittedSection {
  const { account, changes } = section;
  const shown = changes.filter((change) => !isTakeoverOnly(change));
  const takeovers = changes.filter(isTakeoverOnly);
  const { lines, left } = fitChanges(shown, options.room - frame, options.style);
  if (takeovers.length > 0) lines.push(toDiffLine(` <= ${takeoverText(takeovers)}`));
  if (lines.length === 0) return { text: '', left: changes.length };
  if (left > 0) lines.push(`# ${left.toLocaleString('en')} more changes of this account are cut here`);
  const tag = options.open ? '<details open>' : '<details>';
  const count = shown.length > 0 ? shown.length : takeovers.length;
  return {
    text: `${tag}<summary>${titleOf(account, count)}</summary>\n\n${codeBlock('diff', lines)}\n\n</details>\n`,
    left,
  };
}
