import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import {
  countDiagnostics,
  countOf,
  type DiagnosticsReport,
  fullMessage,
  pathFromHere,
} from './diagnostics-report.ts';

/** Workflow commands of GitHub Actions: each becomes an annotation on its line. */
export function diagnosticsGithub({ root, files, documents, diagnostics }: DiagnosticsReport): string {
  const { errors, warnings } = countDiagnostics(diagnostics);
  const total = `${countOf(errors, 'error')} and ${countOf(warnings, 'warning')} in ${countOf(documents, 'manifest')} of ${countOf(files.length, 'file')}`;
  return `${diagnostics.map((diagnostic) => command(root, diagnostic)).join('')}${total}\n`;
}

function command(root: string, diagnostic: Diagnostic): string {
  const { severity, code, file, line, column } = diagnostic;
  const properties = [
    ...(file === undefined ? [] : [`file=${escapeProperty(pathFromHere(root, file))}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${escapeProperty(code)}`,
  ];
  return `::${severity} ${properties.join(',')}::${escapeData(fullMessage(diagnostic))}\n`;
}

/** As GitHub's own toolkit does: what would end the command or a property is percent-encoded. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
