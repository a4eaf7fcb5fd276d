import { countDiagnostics, type DiagnosticsReport } from './diagnostics-report.ts';

/** Version of this form. Additions keep it. */
const formatVersion = '1.0';

/** Everything that was found, for programs: all of it, however much. */
export function diagnosticsJson({ root, files, documents, diagnostics }: DiagnosticsReport): string {
  const { errors, warnings } = countDiagnostics(diagnostics);
  const report = {
    formatVersion,
    valid: errors === 0,
    root,
    files: files.length,
    documents,
    errors,
    warnings,
    diagnostics,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
