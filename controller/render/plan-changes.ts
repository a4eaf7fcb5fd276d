import type { Plan, ResourceChange } from '../../schemas/contract/plan.ts';
import { changeLines } from './change-lines.ts';
import { escapeControls } from './escape.ts';
import { isTakeoverOnly } from './plan-summary.ts';
import type { TextStyle } from './text-style.ts';
import { wrapText } from './wrap.ts';

/** Changes by account, sorted by its name; those of the organisation (key null) come first. Inside, the order of the plan. */
export function changesByAccount(plan: Plan): Map<string | null, ResourceChange[]> {
  const groups = new Map<string | null, ResourceChange[]>([[null, []]]);
  for (const change of plan.resource_changes) {
    const group = groups.get(change.account);
    if (group === undefined) groups.set(change.account, [change]);
    else group.push(change);
  }
  if (groups.get(null)?.length === 0) groups.delete(null);
  return new Map([...groups].sort(([first], [second]) => ((first ?? '') < (second ?? '') ? -1 : 1)));
}

/** A blank line between resources that take several lines; short ones stand together. */
function spaced(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((block, index) => {
    const previous = blocks[index - 1];
    const apart = previous !== undefined && (block.length > 1 || previous.length > 1);
    return apart ? ['', ...block] : [...block];
  });
}

/** `takes over 1,246 as they are (6 Team, 1,240 User)` */
export function takeoverText(changes: readonly ResourceChange[]): string {
  const kinds = new Map<string, number>();
  for (const { kind } of changes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const parts = [...kinds]
    .sort()
    .map(([kind, count]) => `${count.toLocaleString('en')} ${escapeControls(kind)}`);
  const form = changes.length === 1 ? 'as it is' : 'as they are';
  return `takes over ${changes.length.toLocaleString('en')} ${form} (${parts.join(', ')})`;
}

function takeoverLines(changes: readonly ResourceChange[], style: TextStyle): string[] {
  if (changes.length === 0) return [];
  if (style.verbose) return changes.flatMap((change) => changeLines(change, style));
  return wrapText(takeoverText(changes), style.width, ` ${style.palette.cyan('<=')} `);
}

/** The changes, account by account, resource by resource, field by field. */
export function changesLines(plan: Plan, style: TextStyle): string[] {
  return [...changesByAccount(plan)].flatMap(([account, changes]) => {
    const title = account === null ? 'Organisation' : `Account ${escapeControls(account)}`;
    const shown = changes.filter((change) => !isTakeoverOnly(change));
    const blocks = shown.map((change) => changeLines(change, style));
    const takeovers = takeoverLines(changes.filter(isTakeoverOnly), style);
    return [
      '',
      style.palette.bold(title),
      ...spaced([...blocks, ...(takeovers.length > 0 ? [takeovers] : [])]),
    ];
  });
}
