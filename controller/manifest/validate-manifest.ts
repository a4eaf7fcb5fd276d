import {
  type DocumentKind,
  loadValidator,
  type ValidateFunction,
  type ValidationError,
} from '../../schemas/generated/load-validator.js';
import type { Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';

/**
 * Holds a manifest against the schema of its kind, and notes in it whether it is valid. A promise only where there is
 * something to explain; what explains is loaded then.
 */
export type ManifestValidator = (
  document: ManifestDocument,
) => readonly Finding[] | Promise<readonly Finding[]>;

const noFindings: readonly Finding[] = [];

/** Makes a validator for these manifests. Of the schemas' code, it loads what their kinds need. */
export async function manifestValidator(documents: readonly ManifestDocument[]): Promise<ManifestValidator> {
  const validators = await loadValidators(new Set(documents.map(({ kind }) => kind as DocumentKind)));
  return (document) => {
    const validate = validators[document.kind as DocumentKind];
    if (validate(document.value) && document.source.ambiguous === undefined) return noFindings;
    return explain(document, validate.errors ?? []);
  };
}

async function loadValidators(kinds: ReadonlySet<DocumentKind>) {
  const loaded = [...kinds].map(async (kind) => [kind, await loadValidator(kind)] as const);
  return Object.fromEntries(await Promise.all(loaded)) as Record<DocumentKind, ValidateFunction>;
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
