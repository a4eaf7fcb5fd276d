import { canonicalJson } from '../../schemas/contract/json.ts';
import type { EffectiveChange, FieldChange, Plan } from '../../schemas/contract/plan.ts';
import { escapeControls } from './escape.ts';
import { shownValue } from './shown-value.ts';
import type { TextStyle } from './text-style.ts';
import { padEnd, textWidth } from './text-width.ts';
import { fieldName } from './value-text.ts';
import { wrapText } from './wrap.ts';

/** Accounts that end up with the same differences are told once: a template reaches hundreds. */
interface EffectiveGroup {
  readonly accounts: readonly string[];
  readonly changes: readonly EffectiveChange[];
}

function keyOf({ account, kind, path }: Pick<EffectiveChange, 'account' | 'kind' | 'path'>): string {
  return JSON.stringify([account, kind, path]);
}

function sameValues(change: EffectiveChange, field: FieldChange | undefined): boolean {
  if (field === undefined || field.before === undefined || field.after === undefined) return false;
  return (
    canonicalJson(field.before) === canonicalJson(change.before) &&
    canonicalJson(field.after) === canonicalJson(change.after)
  );
}

/** Leaves out what the changes above say already, word for word: an account's own value replaced by another. */
function told(plan: Plan): (change: EffectiveChange) => boolean {
  const fields = new Map<string, FieldChange>();
  for (const { account, kind, fields: changed } of plan.resource_changes) {
    if (account !== null)
      for (const field of changed) fields.set(keyOf({ account, kind, path: field.path }), field);
  }
  return (change) => sameValues(change, fields.get(keyOf(change)));
}

function withoutAccount({ kind, path, before, after, beforeFrom, afterFrom }: EffectiveChange): string {
  return canonicalJson([kind, path, before ?? null, after ?? null, beforeFrom, afterFrom]);
}

/** Effective differences by account; accounts with the same differences stand together. */
function effectiveGroups(plan: Plan): EffectiveGroup[] {
  const isTold = told(plan);
  const accounts = new Map<string, EffectiveChange[]>();
  for (const change of plan.effective) {
    if (isTold(change)) continue;
    const changes = accounts.get(change.account);
    if (changes === undefined) accounts.set(change.account, [change]);
    else changes.push(change);
  }
  const groups = new Map<string, EffectiveGroup>();
  for (const [account, changes] of accounts) {
    const key = changes.map(withoutAccount).join('\n');
    groups.set(key, { accounts: [...(groups.get(key)?.accounts ?? []), account], changes });
  }
  return [...groups.values()];
}

/** `from SettingsTemplate/eu-baseline`, and where the value before came from when that is elsewhere. */
function provenanceText({ beforeFrom, afterFrom }: EffectiveChange): string {
  const was = beforeFrom === afterFrom || beforeFrom === '' ? '' : ` (was from ${beforeFrom})`;
  return escapeControls(`from ${afterFrom}${was}`);
}

/** A value and where it comes from, on one line where they fit. */
function changeLines(change: EffectiveChange, column: number, style: TextStyle): string[] {
  const { palette } = style;
  const [before = '', after = ''] = [change.before, change.after].map((value) =>
    value === undefined ? 'nothing' : shownValue(value),
  );
  const name = padEnd(`${escapeControls(change.kind)} ${fieldName(change.path)}`, column);
  const values = `${palette.red(before)} ${palette.dim('->')} ${palette.green(after)}`;
  const origin = provenanceText(change);
  const line = `    ${name}  ${values}  ${palette.dim(origin)}`;
  if (textWidth(line) <= style.width) return [line];
  const first = `    ${name}  ${values}`;
  const lines =
    textWidth(first) <= style.width
      ? [first]
      : [
          `    ${name.trimEnd()}`,
          ...wrapText(`- ${before}`, style.width, '      ', '        ').map(palette.red),
          ...wrapText(`+ ${after}`, style.width, '      ', '        ').map(palette.green),
        ];
  return [...lines, ...wrapText(origin, style.width, '        ').map(palette.dim)];
}

/** `apac, emea and 10 more` with how many where there are several. */
function accountsText(accounts: readonly string[], limit: number): string {
  const shown = accounts.length <= limit + 1 ? accounts : accounts.slice(0, limit);
  const rest = accounts.length - shown.length;
  return `${shown.map(escapeControls).join(', ')}${rest > 0 ? ` and ${rest} more accounts` : ''}`;
}

/** What each account ends up with after templates, and where each value comes from. */
export function effectiveLines(plan: Plan, style: TextStyle): string[] {
  const groups = effectiveGroups(plan);
  if (groups.length === 0) return [];
  const lines = ['', style.palette.bold('Effective settings')];
  for (const { accounts, changes } of groups) {
    const widths = changes.map(({ kind, path }) => textWidth(`${kind} ${fieldName(path)}`));
    const column = Math.min(Math.max(...widths), Math.floor(style.width / 2));
    lines.push(`  ${accountsText(accounts, style.names)}`);
    lines.push(...changes.flatMap((change) => changeLines(change, column, style)));
  }
  return lines;
}
