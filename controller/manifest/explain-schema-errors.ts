import type { ValidationError } from '../../schemas/generated/load-validator.js';
import { explainKeyword } from './explain-keyword.ts';
import { explainNull } from './explain-null.ts';
import { explainAmbiguousWord } from './explain-yaml-trap.ts';
import type { Mistake } from './explanation.ts';
import type { Finding } from './finding.ts';
import { aboutKey, aboutValue } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { fromPointer, type Locator, type Path, toPointer, valueAt } from './place.ts';
import { schemaAt, schemaOfKind } from './schema-at.ts';

/**
 * Turns what ajv says of one manifest into findings that people understand: one for each place, the most telling one.
 */
export async function explainErrors(
  document: ManifestDocument,
  errors: readonly ValidationError[],
): Promise<readonly Finding[]> {
  const root = await schemaOfKind(document.kind);
  const locator = await document.source.locate();
  const findings = new Map<string, Finding>();
  for (const error of errors) {
    const path = fromPointer(error.instancePath);
    const value = valueAt(document.value, path);
    const written = writtenAt(document, locator, path);
    const finding = explain(document, { error, path, value, schema: schemaAt(root, path), written });
    const key = finding && `${finding.at}${toPointer(finding.path)}`;
    if (finding && key && !findings.has(key)) findings.set(key, finding);
  }
  for (const path of ambiguousWords(document)) {
    const key = `value${toPointer([...document.base, ...path])}`;
    if (findings.has(key)) continue;
    findings.set(key, aboutValue(document, path, explainAmbiguousWord(writtenAt(document, locator, path))));
  }
  return [...findings.values()];
}

function explain(document: ManifestDocument, mistake: Mistake): Finding | undefined {
  if (mistake.value === null) return aboutValue(document, mistake.path, explainNull(mistake));
  const explained = explainKeyword(mistake);
  if (!explained) return undefined;
  const { member, ...message } = explained;
  return member === undefined
    ? aboutValue(document, mistake.path, message)
    : aboutKey(document, member === '' ? mistake.path : [...mistake.path, member], message);
}

/** Ambiguous words of the source that stand in this manifest, from its root. */
function ambiguousWords({ source, base }: ManifestDocument): Path[] {
  const inside = (path: Path) => base.every((part, index) => String(path[index]) === String(part));
  return (source.ambiguous ?? []).filter(inside).map((path) => path.slice(base.length));
}

function writtenAt({ source, base }: ManifestDocument, locator: Locator, path: Path): string {
  const place = locator.value([...base, ...path]);
  if (!place) return '';
  const rest = source.lineAt(place.line).slice(place.column - 1);
  return (/^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#,[\]{}][^,[\]{}#]*)/.exec(rest)?.[0] ?? '').trimEnd();
}
