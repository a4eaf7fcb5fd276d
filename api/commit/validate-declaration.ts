import type { Declaration, DeclaredDocument } from '../../schemas/contract/declaration.ts';
import { declarationVersion } from '../../schemas/contract/declaration.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { validators } from '../../schemas/generated/validators.js';
import { isKind } from '../../schemas/semantics.ts';
import { Refusal } from '../request/refusal.ts';

const apiVersion = 'bylaw.dev/v1';

function invalid(document: DeclaredDocument, summary: string, pointer?: string): Diagnostic {
  const { file, line } = document.source;
  return {
    severity: 'error',
    code: 'declaration/invalid',
    summary,
    remedy: 'run `bylaw validate` with a command of the same version as the server',
    file,
    line,
    ...(pointer === undefined ? {} : { pointer }),
  };
}

function checkDocument(document: DeclaredDocument): readonly Diagnostic[] {
  if (!isKind(document.kind))
    return [invalid(document, `${document.kind} is no kind that this server knows`)];
  const validate = validators[document.kind];
  const { kind, metadata, spec } = document;
  if (validate({ apiVersion, kind, metadata, spec })) return [];
  return (validate.errors ?? []).map((error) =>
    invalid(
      document,
      `${kind} ${metadata.name ?? ''}: ${error.instancePath || '/'} ${error.message ?? error.keyword}`,
      error.instancePath,
    ),
  );
}

/**
 * Holds every document of a declaration against its kind's schema. The command has done so before; the server believes
 * nobody.
 *
 * @throws Refusal 422 with one diagnostic per mistake
 */
export function validateDeclaration(declaration: Declaration): void {
  if (declaration.version !== declarationVersion) {
    throw new Refusal(
      422,
      'declaration/version',
      `declarations of version ${declaration.version} are not understood`,
      {
        remedy: `use a command that sends version ${declarationVersion}`,
      },
    );
  }
  const diagnostics = declaration.documents.flatMap(checkDocument);
  if (diagnostics.length === 0) return;
  throw new Refusal(422, 'declaration/invalid', `${diagnostics.length} mistakes in the declaration`, {
    diagnostics,
  });
}
