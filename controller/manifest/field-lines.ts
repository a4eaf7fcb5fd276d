import { isObject, type Json } from '../../schemas/contract/json.ts';
import { type FieldSemantics, fieldSemantics, isKind } from '../../schemas/semantics.ts';
import type { Inlining } from './inline-files.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { type Locator, type Path, toPointer } from './place.ts';

export interface FieldLines {
  /** Of the document's first key. */
  readonly line: number;
  /** Of each field, by pointer relative to `spec`; items of keyed lists by key. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Finds the line of each field of a manifest. A field that a file provides stands where the file is named. */
export async function fieldLines(
  document: ManifestDocument,
  inlinings: readonly Inlining[],
): Promise<FieldLines> {
  const locator = await document.source.locate();
  const lines: Record<string, number> = {};
  const { base, spec, source } = document;
  if (isKind(document.kind))
    collect({ locator, base, lines }, fieldSemantics(document.kind), spec, ['spec'], []);
  for (const { owner, remove, add } of inlinings) {
    const pointer = toPointer(owner.slice(1));
    const line = remove.map((name) => lines[`${pointer}/${name}`]).find((known) => known !== undefined);
    for (const name of Object.keys(add)) if (line !== undefined) lines[`${pointer}/${name}`] ??= line;
  }
  const start = base.length === 0 ? undefined : locator.value(base);
  return { line: start?.line ?? source.line, lines };
}

interface Collector {
  readonly locator: Locator;
  readonly base: Path;
  readonly lines: Record<string, number>;
}

/** @param path in the document, by index; `pointer` names the same place by key. */
function collect(
  to: Collector,
  semantics: FieldSemantics,
  value: Json | undefined,
  path: Path,
  pointer: Path,
): void {
  if (semantics.type === 'object' && isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const field = semantics.fields[name] ?? semantics.additional;
      if (field) collectMember(to, field, member, [...path, name], [...pointer, name]);
    }
  } else if (semantics.type === 'list' && semantics.list === 'map' && Array.isArray(value)) {
    value.forEach((item, index) => {
      const key = isObject(item) ? item[semantics.key] : undefined;
      collectMember(to, semantics.item, item, [...path, index], [...pointer, String(key ?? index)]);
    });
  }
}

function collectMember(
  to: Collector,
  field: FieldSemantics,
  value: Json | undefined,
  path: Path,
  pointer: Path,
): void {
  const place = to.locator.key([...to.base, ...path]);
  if (place) to.lines[toPointer(pointer)] = place.line;
  collect(to, field, value, path, pointer);
}
