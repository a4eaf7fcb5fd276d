import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Folder {
  readonly path: string;
  remove(): void;
}

/** A folder with files, away from every repository. */
export function createFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'bylaw-commands-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A small valid set whose server is the given one. */
export function createSet(server = 'http://127.0.0.1:1'): Folder {
  return createFolder({
    'bylaw.yaml': `apiVersion: bylaw.dev/v1
kind: ManifestSet
metadata: {name: acme-settings}
spec: {server: '${server}'}
`,
    'teams.yaml': `apiVersion: bylaw.dev/v1
kind: Team
metadata: {name: Support, account: acme}
spec: {description: First line}
`,
  });
}
