import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Plan } from '../../schemas/contract/plan.ts';
import { escapeControls } from './escape.ts';
import type { TextStyle } from './text-style.ts';
import { wrapText } from './wrap.ts';

/** `teams.yaml:14:3 Team/emea/Support`, as far as it is known. Safe to print. */
function placeText({ file, line, column, address }: Diagnostic): string {
  const position =
    file === undefined ? '' : [file, line, column].filter((part) => part !== undefined).join(':');
  return escapeControls([position, address ?? ''].filter((part) => part !== '').join(' '));
}

function problemLines(diagnostic: Diagnostic, style: TextStyle): string[] {
  const { palette } = style;
  const paint = diagnostic.severity === 'error' ? palette.red : palette.yellow;
  const place = placeText(diagnostic);
  const head = `${escapeControls(diagnostic.summary)} ${palette.dim(`[${escapeControls(diagnostic.code)}]`)}`;
  return [
    ...wrapText(head, style.width, paint(`${diagnostic.severity}: `), '  '),
    ...(place === '' ? [] : [palette.dim(`  ${place}`)]),
    ...(diagnostic.remedy === undefined
      ? []
      : wrapText(escapeControls(diagnostic.remedy), style.width, '  ')),
  ];
}

/** What the server warns of or why it refuses, errors first. */
export function problemsLines(diagnostics: Plan['diagnostics'], style: TextStyle): string[] {
  const sorted = [...diagnostics].sort((first, second) => first.severity.localeCompare(second.severity));
  return sorted.flatMap((diagnostic) => ['', ...problemLines(diagnostic, style)]);
}
