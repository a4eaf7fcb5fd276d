import { type DocumentKind, type ValidationError, validators } from '../../schemas/generated/validators.js';
import type { Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';

export interface Validated {
  readonly document: ManifestDocument;
  readonly findings: readonly Finding[];
}

/** Holds a manifest against the schema of its kind. What explains mistakes is loaded when there is the first one. */
export async function validateManifest(document: ManifestDocument): Promise<Validated> {
  const errors = schemaErrors(document);
  const ambiguous = document.source.ambiguous !== undefined;
  if (errors.length === 0 && !ambiguous) return { document, findings: [] };
  const { explainErrors } = await import('./explain-schema-errors.ts');
  const findings = await explainErrors(document, errors);
  return { document: { ...document, valid: findings.length === 0 }, findings };
}

/** What ajv says of a manifest. */
function schemaErrors(document: ManifestDocument): readonly ValidationError[] {
  const validate = validators[document.kind as DocumentKind];
  return validate(document.value) ? [] : (validate.errors ?? []);
}
