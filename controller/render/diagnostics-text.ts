import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { countDiagnostics, countOf, type DiagnosticsReport, pathFromHere } from './diagnostics-report.ts';
import { escapeControls } from './escape.ts';
import type { Palette } from './palette.ts';
import { sourceExcerpt } from './source-excerpt.ts';

export interface DiagnosticsTextStyle {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
  /** How many are shown one by one; the rest is counted. */
  readonly limit: number;
}

/** What was found, for people: each with its place, an excerpt of the source and what to do; the totals at the end. */
export function diagnosticsText(report: DiagnosticsReport, style: DiagnosticsTextStyle): string {
  const shown = worstFirst(report.diagnostics, style.limit);
  const parts = shown.map((diagnostic) => diagnosticText(report, diagnostic, style));
  const left = report.diagnostics.length - shown.length;
  const more = left === 0 ? [] : [`... and ${left} more; --verbose or --format json shows them all\n`];
  return [...parts, ...more, totals(report, style)].join('\n');
}

/** In the order of files; where not all are shown, errors rather than warnings. */
function worstFirst(diagnostics: readonly Diagnostic[], limit: number): readonly Diagnostic[] {
  if (diagnostics.length <= limit) return diagnostics;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.length >= limit ? errors.slice(0, limit) : diagnostics.slice(0, limit);
}

function diagnosticText(
  report: DiagnosticsReport,
  diagnostic: Diagnostic,
  { palette, width }: DiagnosticsTextStyle,
): string {
  const { severity, code, file, line, column, remedy } = diagnostic;
  const paint = severity === 'error' ? palette.red : palette.yellow;
  const place =
    file === undefined
      ? ''
      : `${[pathFromHere(report.root, file), line, column].filter((part) => part !== undefined).join(':')}: `;
  const subject = diagnostic.address === undefined ? '' : `${escapeControls(diagnostic.address)}: `;
  const head = `${palette.bold(escapeControls(place))}${paint(`${severity}[${code}]`)} ${subject}${escapeControls(diagnostic.summary)}`;
  const source = file === undefined || line === undefined ? undefined : report.lineOf(file, line);
  const excerpt =
    source === undefined || line === undefined
      ? []
      : sourceExcerpt({ source, line, column: column ?? 1, width }, palette);
  const advice =
    remedy === undefined || remedy === '' ? [] : [`  ${palette.cyan('=')} ${escapeControls(remedy)}`];
  return `${[head, ...excerpt, ...advice].join('\n')}\n`;
}

function totals(
  { diagnostics, documents, files }: DiagnosticsReport,
  { palette }: DiagnosticsTextStyle,
): string {
  const { errors, warnings } = countDiagnostics(diagnostics);
  const scope = `${countOf(documents, 'manifest')} in ${countOf(files.length, 'file')}`;
  const noted = warnings === 0 ? '' : `, ${palette.yellow(countOf(warnings, 'warning'))}`;
  if (errors === 0) return `${palette.green('Valid')}: ${scope}${noted}\n`;
  return `${palette.red(countOf(errors, 'error'))}${noted}: ${scope}\n`;
}
