import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { countDiagnostics, type DiagnosticsReport, fullMessage, pathFromHere } from './diagnostics-report.ts';

/** JUnit XML: a test case for each file; it fails with the file's errors, and its warnings are output. */
export function diagnosticsJunit(report: DiagnosticsReport): string {
  const { root, files, diagnostics } = report;
  const byFile = groupByFile(diagnostics);
  const names = [...new Set([...files, ...byFile.keys()])].sort();
  const cases = names.map((name) => testCase(root, name, byFile.get(name) ?? []));
  const { errors } = countDiagnostics(diagnostics);
  const failed = names.filter((name) =>
    byFile.get(name)?.some(({ severity }) => severity === 'error'),
  ).length;
  const counts = `tests="${names.length}" failures="${failed}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bylaw validate" ${counts}>`,
    `  <testsuite name="bylaw validate" ${counts}>`,
    `    <properties><property name="errors" value="${errors}"/></properties>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function groupByFile(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const file = diagnostic.file ?? '';
    const group = groups.get(file);
    if (group) group.push(diagnostic);
    else groups.set(file, [diagnostic]);
  }
  return groups;
}

function testCase(root: string, file: string, diagnostics: readonly Diagnostic[]): string {
  const path = file === '' ? root : pathFromHere(root, file);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.filter(({ severity }) => severity !== 'error');
  const open = `    <testcase name="${escapeXml(path)}" classname="bylaw.validate" file="${escapeXml(path)}"`;
  if (diagnostics.length === 0) return `${open}/>`;
  const failures = errors.length === 0 ? [] : [failure(path, errors)];
  const output =
    warnings.length === 0 ? [] : [`      <system-out>${escapeXml(lines(path, warnings))}</system-out>`];
  return [`${open}>`, ...failures, ...output, '    </testcase>'].join('\n');
}

/** One failure a test case, as the schema that CI systems use has it. */
function failure(path: string, errors: readonly Diagnostic[]): string {
  const [first] = errors;
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  const message = escapeXml(`${first?.summary ?? ''}${more}`);
  return `      <failure type="${escapeXml(first?.code ?? '')}" message="${message}">${escapeXml(lines(path, errors))}</failure>`;
}

function lines(path: string, diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(
      (diagnostic) =>
        `${path}:${diagnostic.line ?? 1}:${diagnostic.column ?? 1}: ${diagnostic.severity}[${diagnostic.code}] ${fullMessage(diagnostic)}`,
    )
    .join('\n');
}

/** Characters that XML 1.0 does not have at all (section 2.2) become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
