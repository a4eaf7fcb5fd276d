import type { Action, ResourceChange, SourcePosition } from '../../schemas/contract/plan.ts';
import { escapeControls } from './escape.ts';
import { fieldColumn, fieldLines } from './field-text.ts';
import type { TextStyle } from './text-style.ts';
import { textWidth } from './text-width.ts';

/** The signs that people know from Terraform, and the words beside them for those who do not. */
const actionSigns: Readonly<Record<Action, string>> = {
  create: '+',
  update: '~',
  move: '>',
  adopt: '<=',
  disable: '!',
  delete: '-',
  release: 'x',
};

function paintOf(action: Action, { palette }: TextStyle): (text: string) => string {
  if (action === 'create') return palette.green;
  if (action === 'delete' || action === 'disable') return palette.red;
  return action === 'update' ? palette.yellow : palette.cyan;
}

/** `teams/support.yaml:14`, safe to print. */
function positionText(source: SourcePosition | undefined): string {
  return source === undefined ? '' : `${escapeControls(source.file)}:${source.line}`;
}

/** Text at the left and a remark at the right edge; below each other where the line is too short. */
function spread(left: string, right: string, style: TextStyle): string[] {
  if (right === '') return [left];
  const gap = style.width - textWidth(left) - textWidth(right);
  if (gap >= 2) return [`${left}${' '.repeat(gap)}${style.palette.dim(right)}`];
  return [left, `${' '.repeat(Math.max(6, style.width - textWidth(right)))}${style.palette.dim(right)}`];
}

function remarkOf(change: ResourceChange): string {
  if (change.action === 'release') return 'left as it is, no longer kept by this set';
  if (change.action === 'disable' || change.action === 'delete') {
    return change.action_reason === 'no-longer-declared' ? 'no longer declared' : '';
  }
  return '';
}

function titleOf(change: ResourceChange): string {
  const address = escapeControls(change.address);
  if (change.previous_address === undefined) return address;
  return `${escapeControls(change.previous_address)} -> ${address}`;
}

/** One resource: sign, action, address and file:line, then its fields. */
export function changeLines(change: ResourceChange, style: TextStyle): string[] {
  const { palette } = style;
  const sign = actionSigns[change.action].padStart(3);
  const head = `${paintOf(change.action, style)(`${sign} ${change.action}`)} ${palette.bold(titleOf(change))}`;
  const remark = remarkOf(change);
  const column = fieldColumn(change.fields, style);
  return [
    ...spread(head, positionText(change.source), style),
    ...(remark === '' ? [] : [`      ${palette.dim(remark)}`]),
    ...change.fields.flatMap((field) =>
      fieldLines(change.action === 'delete' ? { ...field, gone: true } : field, column, style),
    ),
  ];
}
