import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import {
  type FieldSemantics,
  type FileForm,
  fieldSemantics,
  isKind,
  type Kind,
  type ObjectSemantics,
} from '../../schemas/semantics.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';

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

/**
 * Makes a function that finds all such fields of a manifest, as the annotation `x-bylaw-file` of its schema says. It
 * looks at the schema of a kind once: most kinds have none.
 */
export function fileFieldFinder(): (document: ManifestDocument) => FileField[] {
  const known = new Map<Kind, ObjectSemantics | undefined>();
  return ({ kind, spec }) => {
    if (!isKind(kind)) return [];
    if (!known.has(kind))
      known.set(kind, canNameFiles(fieldSemantics(kind)) ? fieldSemantics(kind) : undefined);
    const semantics = known.get(kind);
    return semantics ? collect(semantics, spec, ['spec']) : [];
  };
}

function canNameFiles(semantics: FieldSemantics): boolean {
  if (semantics.file) return true;
  if (semantics.type === 'object') return Object.values(semantics.fields).some(canNameFiles);
  return semantics.type === 'list' && canNameFiles(semantics.item);
}

function collect(semantics: FieldSemantics, value: Json | undefined, path: Path): FileField[] {
  if (semantics.type === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) => collect(semantics.item, item, [...path, index]));
  }
  if (semantics.type !== 'object' || !isObject(value)) return [];
  const inside = Object.entries(semantics.fields).flatMap(([name, field]) =>
    collect(field, value[name], [...path, name]),
  );
  return [...inside, ...fieldsOf(semantics, value, path)];
}

function fieldsOf({ fields }: ObjectSemantics, owner: JsonObject, path: Path): FileField[] {
  return Object.entries(fields).flatMap(([name, { file: form }]) => {
    if (!form) return [];
    const display = fields[form.field]?.display;
    const candidates = [
      { name, value: owner[name], holds: 'path' as const },
      { name: form.field, value: owner[form.field], holds: 'content' as const },
    ];
    return candidates.flatMap(({ value, ...rest }) =>
      typeof value === 'string' ? [{ owner: path, value, form, display, ...rest }] : [],
    );
  });
}
