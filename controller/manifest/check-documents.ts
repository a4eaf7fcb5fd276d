import { checkAccess } from './check-access.ts';
import { checkAdvice } from './check-advice.ts';
import { checkDuplicates } from './check-duplicates.ts';
import { checkKeyedLists } from './check-keyed-lists.ts';
import { checkReferences } from './check-references.ts';
import { checkScope } from './check-scope.ts';
import { checkSeats } from './check-seats.ts';
import { checkTemplates } from './check-templates.ts';
import { findFileFields } from './find-file-fields.ts';
import type { Finding } from './finding.ts';
import type { Inlining } from './inline-files.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { SetSettings } from './read-set.ts';
import { indexResources } from './resource-index.ts';

export interface CheckContext {
  /** Absolute path of the set. */
  readonly root: string;
  readonly set: SetSettings;
  /** The time by which certificates must be valid. */
  readonly now: Date;
  /** Whether everything could be read: without it nothing is said about what is missing. */
  readonly whole: boolean;
}

export interface Checked {
  readonly findings: readonly Finding[];
  /** What files put into documents. */
  readonly files: ReadonlyMap<ManifestDocument, readonly Inlining[]>;
}

/** Checks what one schema cannot see: what documents say of each other, and the files that they name. */
export async function checkDocuments(
  documents: readonly ManifestDocument[],
  context: CheckContext,
): Promise<Checked> {
  const index = indexResources(documents);
  const valid = documents.filter((document) => document.valid);
  const { set, whole } = context;
  const findings = [
    ...checkDuplicates(index),
    ...checkScope(documents, index, set.scope),
    ...checkReferences(valid, index, { scope: set.scope, whole }),
    ...checkKeyedLists(valid),
    ...checkAccess(valid),
    ...checkSeats(valid, index),
    ...checkTemplates(valid, index),
    ...checkAdvice(valid),
  ];
  const files = await inlineAll(valid, context);
  return { findings: [...findings, ...files.findings], files: files.inlinings };
}

interface InlinedAll {
  readonly findings: readonly Finding[];
  readonly inlinings: ReadonlyMap<ManifestDocument, readonly Inlining[]>;
}

/** Reads the files that documents name; what reads certificates, XML and images is loaded only where one does. */
async function inlineAll(documents: readonly ManifestDocument[], context: CheckContext): Promise<InlinedAll> {
  const findings: Finding[] = [];
  const inlinings = new Map<ManifestDocument, readonly Inlining[]>();
  for (const document of documents) {
    const fields = findFileFields(document);
    if (fields.length === 0) continue;
    const { inlineFiles } = await import('./inline-files.ts');
    const inlined = await inlineFiles(document, fields, context);
    findings.push(...inlined.findings);
    inlinings.set(document, inlined.inlinings);
  }
  return { findings, inlinings };
}
