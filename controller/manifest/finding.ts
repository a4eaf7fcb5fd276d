import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { ManifestDocument, SourceText } from './manifest-document.ts';
import { type Locator, type Path, type Place, toPointer } from './place.ts';

/** What a diagnostic says, without where. */
export interface Message {
  readonly severity?: Diagnostic['severity'];
  readonly code: string;
  readonly summary: string;
  readonly remedy?: string | undefined;
}

/** A message about a member of a document. Its line is looked up only when it is reported. */
export interface Finding extends Message {
  readonly source: SourceText;
  /** From the root of the source text. */
  readonly path: Path;
  /** Whether the key or the value is wrong. */
  readonly at: 'key' | 'value';
  readonly address?: string | undefined;
}

/** A finding about the value at `path` of a manifest. */
export function aboutValue(document: ManifestDocument, path: Path, message: Message): Finding {
  return aboutMember(document, path, 'value', message);
}

/** A finding about the key at `path` of a manifest. */
export function aboutKey(document: ManifestDocument, path: Path, message: Message): Finding {
  return aboutMember(document, path, 'key', message);
}

function aboutMember(document: ManifestDocument, path: Path, at: 'key' | 'value', message: Message): Finding {
  const { source, base, address } = document;
  return { ...message, source, path: [...base, ...path], at, address };
}

/** Turns findings into diagnostics with file, line, column and pointer. */
export async function locateFindings(findings: readonly Finding[]): Promise<Diagnostic[]> {
  const locators = new Map<SourceText, Locator>();
  const diagnostics: Diagnostic[] = [];
  for (const finding of findings) {
    const locator = locators.get(finding.source) ?? (await finding.source.locate());
    locators.set(finding.source, locator);
    diagnostics.push(toDiagnostic(finding, placeOf(finding, locator)));
  }
  return diagnostics;
}

/** The place of the member; of the nearest one around it, where it has none of its own (merged in by an alias). */
function placeOf({ source, path, at }: Finding, locator: Locator): Place {
  const exact = locator[at](path);
  if (exact) return exact;
  for (let length = path.length - 1; length > 0; length--) {
    const around = locator.key(path.slice(0, length));
    if (around) return around;
  }
  return { line: source.line, column: 1 };
}

function toDiagnostic(finding: Finding, { line, column }: Place): Diagnostic {
  const { severity = 'error', code, summary, remedy, address, source, path } = finding;
  const where = { file: source.file, line, column, pointer: toPointer(path) };
  return {
    severity,
    code,
    summary,
    ...(remedy === undefined ? {} : { remedy }),
    ...where,
    ...(address === undefined ? {} : { address }),
  };
}
