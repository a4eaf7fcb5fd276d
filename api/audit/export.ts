import { createHash, type Hash } from 'node:crypto';
import type { Deps } from '../request/context.ts';
import { csvHeader, csvRows } from './csv-row.ts';
import type { AuditEntry } from './entry.ts';
import type { AuditFilter } from './filter.ts';
import { type AuditPosition, readAuditPage } from './query.ts';

export type ExportFormat = 'csv' | 'jsonl';

interface Writer {
  readonly head: () => string;
  readonly rows: (entries: readonly AuditEntry[]) => string;
  /** The last line: how many rows there were, and the SHA-256 of every byte before this line. */
  readonly end: (count: number, sha256: string) => string;
}

const writers: Record<ExportFormat, Writer> = {
  csv: { head: csvHeader, rows: csvRows, end: (count, sha256) => `# rows: ${count}, sha256: ${sha256}\n` },
  jsonl: {
    head: () => '',
    rows: (entries) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
    end: (count, sha256) => `${JSON.stringify({ end: true, rows: count, sha256 })}\n`,
  },
};

/** Entries read at once: what is held in memory, whatever the size of the export. */
const pageSize = 1_000;

async function* pages(
  deps: Deps,
  organisationId: string,
  filter: AuditFilter,
): AsyncGenerator<readonly AuditEntry[]> {
  let after: AuditPosition | null = null;
  for (;;) {
    const position: AuditPosition | null = after;
    const page: AuditEntry[] = await deps.database.snapshot((tx) =>
      readAuditPage(tx, organisationId, filter, { after: position, limit: pageSize }),
    );
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last;
  }
}

function hashed(hash: Hash, text: string): string {
  hash.update(text);
  return text;
}

/**
 * The export, piece by piece: a page is read when the one before has been taken, so a slow reader holds up nobody and
 * fills no memory, and each page is a short transaction of its own. The last line proves that nothing is missing.
 */
export async function* exportAudit(
  deps: Deps,
  organisationId: string,
  filter: AuditFilter,
  format: ExportFormat,
): AsyncGenerator<string> {
  const writer = writers[format];
  const hash = createHash('sha256');
  const head = writer.head();
  if (head !== '') yield hashed(hash, head);
  let count = 0;
  for await (const page of pages(deps, organisationId, filter)) {
    count += page.length;
    yield hashed(hash, writer.rows(page));
  }
  yield writer.end(count, hash.digest('hex'));
}
