import {
  type Declaration,
  type DeclarationOrigin,
  type DeclaredDocument,
  type DeclaredSet,
  type DocumentMetadata,
  declarationVersion,
} from '../../schemas/contract/declaration.ts';
import { isObject, type JsonObject } from '../../schemas/contract/json.ts';
import { fieldLines } from './field-lines.ts';
import type { Inlining } from './inline-files.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { valueAt } from './place.ts';
import type { SetSettings } from './read-set.ts';

/** Makes the body of `POST /v1/plans` out of a set's manifests. */
export async function declare(
  set: SetSettings,
  documents: readonly ManifestDocument[],
  files: ReadonlyMap<ManifestDocument, readonly Inlining[]>,
  origin: DeclarationOrigin,
): Promise<Declaration> {
  const declared: DeclaredDocument[] = [];
  for (const document of documents) declared.push(await declareDocument(document, files.get(document) ?? []));
  return { version: declarationVersion, set: declaredSet(set), origin, documents: declared };
}

function declaredSet({ name, prune, maxDeletions, scope, confirmWithin }: SetSettings): DeclaredSet {
  return {
    name,
    prune,
    ...(maxDeletions === undefined ? {} : { maxDeletions }),
    ...(scope === undefined ? {} : { scope }),
    ...(confirmWithin === undefined ? {} : { confirmWithin }),
  };
}

async function declareDocument(
  document: ManifestDocument,
  inlinings: readonly Inlining[],
): Promise<DeclaredDocument> {
  const { source, kind, metadata } = document;
  const { line, lines } = await fieldLines(document, inlinings);
  return {
    kind,
    metadata: metadata as DocumentMetadata,
    spec: inlinings.length === 0 ? document.spec : inline(document, inlinings),
    source: { file: source.file, line, lines },
  };
}

/** The spec with what its files hold in their place; what the manifest itself says wins over a file. */
function inline({ value }: ManifestDocument, inlinings: readonly Inlining[]): JsonObject {
  const copy = structuredClone(value);
  for (const { owner, remove, add } of inlinings) {
    const members = valueAt(copy, owner);
    if (!isObject(members)) continue;
    for (const name of remove) delete members[name];
    for (const [name, member] of Object.entries(add)) members[name] ??= member;
  }
  return isObject(copy['spec']) ? copy['spec'] : {};
}
