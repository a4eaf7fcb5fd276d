/**
 * One mistake (or one thing worth knowing) in what a user wrote. Diagnostics are collected, never thrown:
 * three faults report three. Exceptions are for broken machinery.
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable and documented in docs/errors.md, e.g. `schema/unknown-field`, `reference/missing`, `guard/max-deletions`. */
  readonly code: string;
  /** What is wrong, in one sentence, without a full stop. */
  readonly summary: string;
  /** What to do about it, in one sentence. */
  readonly remedy?: string;
  /** Path of the file inside the set, with forward slashes. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 code units. */
  readonly column?: number;
  /** JSON pointer (RFC 6901) into the document. */
  readonly pointer?: string;
  /** `Kind/account/name`, where the document got far enough to have one. */
  readonly address?: string;
}

/** True when nothing in the list forbids going on. */
export function passes(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every((diagnostic) => diagnostic.severity !== 'error');
}
