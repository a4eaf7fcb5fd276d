import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoadedSet, type LoadOptions, loadSet } from '../../../controller/manifest/load-set.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';

export const setFile = `apiVersion: bylaw.dev/v1
kind: ManifestSet
metadata: {name: tried}
spec:
  server: http://127.0.0.1:8080
`;

/** The time at which the certificates among the fixtures are valid. */
export const whenValid = new Date('2027-06-01T00:00:00Z');

/** Writes files into a folder of their own, with a bylaw.yaml unless one is given; the folder goes when the test ends. */
export function writeSet(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bylaw-manifests-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries({ 'bylaw.yaml': setFile, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Loads files as a set. */
export async function load(
  files: Readonly<Record<string, string | Buffer>>,
  options: LoadOptions = {},
): Promise<LoadedSet> {
  return loadSet(writeSet(files), { now: whenValid, ...options });
}

/** `severity code file:line:column` of each diagnostic: where and what, without the words. */
export function briefly(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ severity, code, file, line, column }) =>
    [severity, code, [file, line, column].filter((part) => part !== undefined).join(':')].join(' ').trim(),
  );
}

/** A document with the header that all of them have. */
export function manifest(kind: string, metadata: string, spec: string): string {
  const indented = spec.replace(/^(?=.)/gm, '  ');
  return `apiVersion: bylaw.dev/v1\nkind: ${kind}\nmetadata: ${metadata}\nspec:${spec === '{}' ? ' {}' : `\n${indented}`}\n`;
}
