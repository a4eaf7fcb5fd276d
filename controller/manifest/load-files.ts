import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { ReadResult } from './decode-text.ts';
import { type Finding, locateFindings } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { parseFile } from './parse-file.ts';
import { type SplitManifests, setKind, splitManifests } from './split-manifests.ts';
import { manifestValidator } from './validate-manifest.ts';

export interface LoadedFiles {
  readonly documents: readonly ManifestDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether every file could be read and every document told its kind. */
  readonly whole: boolean;
}

/** Reads, parses and validates. Other set files (`bylaw.staging.yaml`) are validated and then left out. */
export async function loadFiles(
  root: string,
  files: readonly string[],
  read: (path: string) => ReadResult,
): Promise<LoadedFiles> {
  const documents: ManifestDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const findings: Finding[] = [];
  for (const file of files) {
    const result = parseFile(file, read(`${root}/${file}`));
    const parsed = result instanceof Promise ? await result : result;
    diagnostics.push(...parsed.diagnostics);
    for (const source of parsed.sources) collect(splitManifests(source), documents, findings);
  }
  const whole = findings.length === 0 && diagnostics.every(({ severity }) => severity !== 'error');
  const validate = await manifestValidator(documents);
  for (const document of documents) {
    const result = validate(document);
    for (const finding of result instanceof Promise ? await result : result) findings.push(finding);
  }
  return {
    documents: documents.filter(({ kind }) => kind !== setKind),
    diagnostics: [...diagnostics, ...(await locateFindings(findings))],
    whole,
  };
}

/** One by one: a List can have more items than a call can have arguments. */
function collect(split: SplitManifests, documents: ManifestDocument[], findings: Finding[]): void {
  for (const document of split.documents) documents.push(document);
  for (const finding of split.findings) findings.push(finding);
}
