import { isObject, type JsonObject } from '../../schemas/contract/json.ts';
import type { FileFieldPath, FileForm } from '../../schemas/kind-facts.ts';
import { fileFields, isKind } from '../../schemas/kinds.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';
import { visitPath } from './visit-path.ts';

/** A field that names a file, or holds itself what a file could hold. */
export interface FileField {
  /** Of the mapping that has the field, from the root of the manifest. */
  readonly owner: Path;
  readonly name: string;
  readonly value: string;
  /** Where the content goes, and in which form. */
  readonly form: FileForm;
  /** What the content is for people: a certificate, an image, text of several lines. */
  readonly display: string | undefined;
  /** The path of a file, or the content itself. */
  readonly holds: 'path' | 'content';
}

/** Finds all such fields of a manifest, as the annotation `x-bylaw-file` of its schema says. */
export function findFileFields({ kind, value }: ManifestDocument): readonly FileField[] {
  const found: FileField[] = [];
  for (const path of isKind(kind) ? fileFields(kind) : []) {
    visitPath(value, path.owner, (owner, at) => {
      if (isObject(owner)) found.push(...fieldsOf(owner, [...at], path));
    });
  }
  return found;
}

function fieldsOf(members: JsonObject, owner: Path, { name, form, display }: FileFieldPath): FileField[] {
  const candidates = [
    { name, value: members[name], holds: 'path' as const },
    { name: form.field, value: members[form.field], holds: 'content' as const },
  ];
  return candidates.flatMap(({ value, ...rest }) =>
    typeof value === 'string' ? [{ owner, value, form, display, ...rest }] : [],
  );
}
