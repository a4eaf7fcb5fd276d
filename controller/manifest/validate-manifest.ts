import { type DocumentKind, type ValidationError, validators } from '../../schemas/generated/validators.js';
import type { Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';

/**
 * Holds a manifest against the schema of its kind, and notes in it whether it is valid. What explains mistakes is
 * loaded when there is the first one.
 */
export async function validateManifest(document: ManifestDocument): Promise<readonly Finding[]> {
  const validate = validators[document.kind as DocumentKind];
  const errors: readonly ValidationError[] = validate(document.value) ? [] : (validate.errors ?? []);
  if (errors.length === 0 && document.source.ambiguous === undefined) return [];
  const { explainErrors } = await import('./explain-schema-errors.ts');
  const findings = await explainErrors(document, errors);
  document.valid = findings.length === 0;
  return findings;
}
