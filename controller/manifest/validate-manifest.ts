import { type DocumentKind, type ValidationError, validators } from '../../schemas/generated/validators.js';
import type { Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';

const noFindings: readonly Finding[] = [];

/**
 * Holds a manifest against the schema of its kind, and notes in it whether it is valid. A promise only where there is
 * something to explain; what explains is loaded then.
 */
export function validateManifest(
  document: ManifestDocument,
): readonly Finding[] | Promise<readonly Finding[]> {
  const validate = validators[document.kind as DocumentKind];
  if (validate(document.value) && document.source.ambiguous === undefined) return noFindings;
  return explain(document, validate.errors ?? []);
}

async function explain(
  document: ManifestDocument,
  errors: readonly ValidationError[],
): Promise<readonly Finding[]> {
  const { explainErrors } = await import('./explain-schema-errors.ts');
  const findings = await explainErrors(document, errors);
  document.valid = findings.length === 0;
  return findings;
}
