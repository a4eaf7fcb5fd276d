import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';

/** What `bylaw validate` found, as every output format gets it. */
export interface DiagnosticsReport {
  readonly version: string;
  /** Folder of the set, relative to the working directory; `.` for this one. */
  readonly root: string;
  /** Manifest files, relative to the root. */
  readonly files: readonly string[];
  /** How many manifests they hold. */
  readonly documents: number;
  readonly diagnostics: readonly Diagnostic[];
  /** A line of a file of the set (1-based), for excerpts; undefined where it cannot be shown. */
  readonly lineOf: (file: string, line: number) => string | undefined;
}

export interface DiagnosticCounts {
  readonly errors: number;
  readonly warnings: number;
}

export function countDiagnostics(diagnostics: readonly Diagnostic[]): DiagnosticCounts {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}

/** The path of a file of the set, relative to the working directory. */
export function pathFromHere(root: string, file: string): string {
  return root === '.' ? file : `${root}/${file}`;
}

/** `1 error`, `2 errors`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Summary and remedy in one text, for formats that have one place for both. */
export function fullMessage({ summary, remedy, address }: Diagnostic): string {
  const subject = address === undefined ? '' : `${address}: `;
  return remedy === undefined || remedy === '' ? `${subject}${summary}` : `${subject}${summary}. ${remedy}`;
}
