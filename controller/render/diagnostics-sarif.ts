import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { type DiagnosticsReport, fullMessage, pathFromHere } from './diagnostics-report.ts';

/** SARIF 2.1.0, which code hosts show as annotations. Files are relative to the working directory (`SRCROOT`). */
export function diagnosticsSarif({ version, root, diagnostics }: DiagnosticsReport): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'bylaw',
            semanticVersion: version,
            rules: codes.map((code) => rule(code, diagnostics)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => result(root, codes, diagnostic)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(code: string, diagnostics: readonly Diagnostic[]) {
  const worst = diagnostics.some((diagnostic) => diagnostic.code === code && diagnostic.severity === 'error');
  return {
    id: code,
    shortDescription: { text: code },
    help: { text: `See ${code} in docs/errors.md` },
    defaultConfiguration: { level: worst ? 'error' : 'warning' },
  };
}

function result(root: string, codes: readonly string[], diagnostic: Diagnostic) {
  const { code, severity, file, address } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: fullMessage(diagnostic) },
    ...(file === undefined ? {} : { locations: [location(root, file, diagnostic)] }),
    ...(address === undefined ? {} : { properties: { address } }),
  };
}

function location(root: string, file: string, { line, column, address }: Diagnostic) {
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(pathFromHere(root, file)), uriBaseId: 'SRCROOT' },
      ...(line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }),
    },
    ...(address === undefined
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: address, kind: 'resource' }] }),
  };
}

/** A relative reference (RFC 3986); a colon in its first segment would make it a scheme. */
function toUri(path: string): string {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return uri.startsWith('..') || !uri.includes('%3A') ? uri : `./${uri}`;
}
