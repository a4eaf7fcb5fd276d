import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import type { Locator, Path } from './place.ts';

/** The text of one document of a file, read. */
export interface SourceText {
  /** Path of the file inside the set, with forward slashes. */
  readonly file: string;
  /** 1-based line of the document's first content. */
  readonly line: number;
  readonly value: Json;
  /** Where its members stand; worked out when asked for. */
  locate(): Promise<Locator>;
  /** A line of the file, to quote what was written. */
  lineAt(line: number): string;
  /** Words such as `no` and `on`, unquoted: text in YAML 1.2, true or false in YAML 1.1. */
  readonly ambiguous?: readonly Path[];
}

/** One manifest: a document, or an item of a `kind: List`. */
export interface ManifestDocument {
  readonly source: SourceText;
  /** Path of the manifest in its source: empty, or `['items', 3]`. */
  readonly base: Path;
  readonly kind: string;
  readonly value: JsonObject;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  /** `Kind/account/name`, where the document names itself well enough. */
  readonly address: string | undefined;
  /** Whether its schema accepts it; set by `ManifestValidator`. What spans documents is checked for these only. */
  valid: boolean;
}

/** What reading a file gave: what could be read, and what was wrong with the rest. */
export interface ParsedText {
  readonly sources: readonly SourceText[];
  readonly diagnostics: readonly Diagnostic[];
}
