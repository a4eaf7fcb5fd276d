import type { Json } from '../../schemas/contract/json.ts';
import type { FieldChange } from '../../schemas/contract/plan.ts';
import { certificateText } from './certificate-text.ts';
import { imageText } from './image-text.ts';
import { type DiffLine, diffLines, wholeText } from './line-diff.ts';
import { shownValue } from './shown-value.ts';
import type { TextStyle } from './text-style.ts';
import { padEnd, textWidth } from './text-width.ts';
import { fieldName, valueText } from './value-text.ts';
import { wrapPieces, wrapText } from './wrap.ts';

const indent = '      ';
const inherited = 'inherited';

/** A field as it is shown; `gone`: it goes with its resource, so nothing follows it. */
export interface ShownField extends FieldChange {
  readonly gone?: true;
}

type Mark = '+' | '-' | '~';

function paintOf(mark: Mark | ' ' | '@', { palette }: TextStyle): (text: string) => string {
  if (mark === '+') return palette.green;
  if (mark === '-') return palette.red;
  return mark === '~' ? palette.yellow : palette.dim;
}

function markOf(field: ShownField): Mark {
  if (field.before === undefined && field.removed === undefined) return '+';
  if (field.after === undefined && field.added === undefined) return '-';
  return '~';
}

function shortText(field: ShownField, value: Json): string {
  if (field.display === 'certificate') return certificateText(value);
  if (field.display === 'image') return imageText(value);
  return shownValue(value);
}

function isLongText(field: ShownField): boolean {
  if (field.sensitive || field.display === 'certificate' || field.display === 'image') return false;
  const texts = [field.before, field.after].filter((value) => typeof value === 'string');
  return texts.some((text) => field.display === 'multiline' || text.includes('\n') || text.length > 400);
}

/** `+ ana  + ivan  - petra`, on as many lines as they need. */
function itemLines(field: ShownField, width: number, style: TextStyle): string[] {
  const pieces = (mark: '+' | '-', items: readonly Json[] = []): string[] => {
    const shown = items.length <= style.items + 1 ? items : items.slice(0, style.items);
    const rest = items.length - shown.length;
    return [
      ...shown.map((item) => `${mark} ${shortText(field, item)}`),
      ...(rest > 0 ? [`${mark} ${rest} more`] : []),
    ];
  };
  const added = pieces('+', field.added);
  const removed = pieces('-', field.removed);
  if ([...added, ...removed].some((piece) => textWidth(piece) > width)) {
    return [
      ...added.flatMap((piece) => wrapped(piece, width, style)),
      ...removed.flatMap((piece) => wrapped(piece, width, style)),
    ];
  }
  return wrapPieces([...added.map(paintOf('+', style)), ...removed.map(paintOf('-', style))], width, '  ');
}

/** A long value on several lines, each in the colour of its mark. */
function wrapped(text: string, width: number, style: TextStyle): string[] {
  const mark = text.startsWith('+ ') ? '+' : text.startsWith('- ') ? '-' : ' ';
  const rest = mark === ' ' ? '' : '  ';
  return wrapText(text, width, '', rest).map(mark === ' ' ? style.palette.green : paintOf(mark, style));
}

/** Before and after on one line where they fit, else below each other. */
function valueLines(field: ShownField, width: number, style: TextStyle): string[] {
  const { palette } = style;
  const before = field.before === undefined ? undefined : shortText(field, field.before);
  const after = field.after === undefined ? undefined : shortText(field, field.after);
  if (before === undefined) return wrapped(after ?? '', width, style);
  if (field.gone) return wrapText(before, width).map(palette.red);
  const line = `${palette.red(before)} ${palette.dim('->')} ${after === undefined ? palette.dim(inherited) : palette.green(after)}`;
  if (textWidth(line) <= width) return [line];
  const lines = wrapped(`- ${before}`, width, style);
  return after === undefined ? lines : [...lines, ...wrapped(`+ ${after}`, width, style)];
}

function longLines(field: ShownField, style: TextStyle): string[] {
  const { before, after } = field;
  const lines: DiffLine[] =
    typeof before === 'string' && typeof after === 'string'
      ? diffLines(before, after)
      : [...textOf('-', before), ...textOf('+', after)];
  const limit = style.verbose ? Number.POSITIVE_INFINITY : 60;
  const shown = lines.slice(0, limit).map(({ mark, text }) => paintOf(mark, style)(`${mark} ${text}`));
  const rest = lines.length - shown.length;
  return [
    ...shown,
    ...(rest > 0 ? [style.palette.dim(`... ${rest} more lines (--verbose shows them)`)] : []),
  ];
}

function textOf(mark: '+' | '-', value: Json | undefined): DiffLine[] {
  if (value === undefined) return [];
  return wholeText(mark, typeof value === 'string' ? value : valueText(value));
}

function isItems(field: ShownField): boolean {
  return (field.added?.length ?? 0) + (field.removed?.length ?? 0) > 0;
}

function bodyLines(field: ShownField, width: number, style: TextStyle): string[] {
  if (field.sensitive) return [style.palette.dim('(sensitive)')];
  return isItems(field) ? itemLines(field, width, style) : valueLines(field, width, style);
}

/**
 * One field of a change, before -> after. Of a field that goes with its resource, only what it was.
 *
 * @param column columns that the names of the resource's fields take, so that the values stand below each other
 * @returns lines, indented below their resource
 */
export function fieldLines(field: ShownField, column: number, style: TextStyle): string[] {
  const mark = markOf(field);
  const name = fieldName(field.path);
  const head = `${indent}${paintOf(mark, style)(mark)} `;
  if (isLongText(field))
    return [`${head}${name}`, ...longLines(field, style).map((line) => `${indent}    ${line}`)];
  const first = `${head}${padEnd(name, column)}  `;
  const hang = ' '.repeat(textWidth(first));
  const lines = bodyLines(field, style.width - hang.length, style);
  return lines.map((line, index) => `${index === 0 ? first : hang}${line}`);
}

/** Columns for the names of fields: as wide as the widest, yet no wider than a third of the page. */
export function fieldColumn(fields: readonly FieldChange[], style: TextStyle): number {
  const widths = fields
    .filter((field) => !isLongText(field))
    .map((field) => textWidth(fieldName(field.path)));
  const limit = Math.floor(style.width / 3);
  return Math.max(0, ...widths.filter((width) => width <= limit));
}
