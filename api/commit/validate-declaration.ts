import type { Declaration, DeclaredDocument, DeclaredSet } from '../../schemas/contract/declaration.ts';
import { declarationVersion } from '../../schemas/contract/declaration.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { validators } from '../../schemas/generated/validators.js';
import { isKind, kindInfo } from '../../schemas/semantics.ts';
import { Refusal } from '../request/refusal.ts';

const apiVersion = 'bylaw.dev/v1';

type Scope = NonNullable<DeclaredSet['scope']>;

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
 * The accounts that a document names; null: it is of the whole organisation. Those of a selector are known only with the
 * accounts that there are, so they are not here.
 */
function accountsNamed({ kind, metadata }: DeclaredDocument): readonly (string | null)[] {
  if (isKind(kind) && kindInfo(kind).provides === 'accounts') return [metadata.name ?? null];
  const { account, accounts } = metadata;
  if (accounts === undefined) return [account ?? null];
  return Array.isArray(accounts) ? accounts : [];
}

function outside({ source: { file, line } }: DeclaredDocument, what: string, pointer: string): Diagnostic {
  return {
    severity: 'error',
    code: 'set/outside-scope',
    summary: `${what} is outside the scope of this set`,
    remedy: 'move the document to another set, or widen spec.scope in bylaw.yaml',
    file,
    line,
    pointer,
  };
}

/** Documents outside the accounts and kinds that the set says it is for. */
function checkScope(document: DeclaredDocument, { accounts, kinds }: Scope): readonly Diagnostic[] {
  const { kind } = document;
  const ofKind =
    kinds === undefined || kinds.includes(kind) ? [] : [outside(document, `the kind ${kind}`, '/kind')];
  if (accounts === undefined) return ofKind;
  const strangers = accountsNamed(document).filter((name) => name === null || !accounts.includes(name));
  const ofAccounts = strangers.map((name) =>
    outside(document, name === null ? `${kind} of the organisation` : `the account ${name}`, '/metadata'),
  );
  return [...ofKind, ...ofAccounts];
}

/**
 * Holds every document of a declaration against its kind's schema and the scope of the set. The command has done so
 * before; the server believes nobody.
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
  const { scope = {} } = declaration.set;
  const diagnostics = declaration.documents.flatMap((document) => {
    const mistakes = checkDocument(document);
    return mistakes.length > 0 ? mistakes : checkScope(document, scope);
  });
  if (diagnostics.length === 0) return;
  throw new Refusal(422, 'declaration/invalid', `${diagnostics.length} mistakes in the declaration`, {
    diagnostics,
  });
}
