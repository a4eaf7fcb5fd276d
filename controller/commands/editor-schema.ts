import { existsSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import type { PlacedFile } from './write-files.ts';

type SchemaName = 'bylaw' | 'bylaw-set';

export interface EditorSchemas {
  /** How a file of the set names a schema: a path relative to the file. */
  readonly pathFrom: (file: string, schema: SchemaName) => string;
  /** Schemas to be written beside the set, where no installed package brings them. */
  readonly files: readonly PlacedFile[];
}

/** `node_modules/bylaw/schemas` in the set's folder or one above it. */
function installedFolder(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', 'bylaw', 'schemas');
    if (existsSync(join(candidate, 'bylaw.schema.json'))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

function pathsInto(folder: string, root: string): EditorSchemas['pathFrom'] {
  return (file, schema) => {
    const from = dirname(join(root, file));
    const path = relative(from, join(folder, `${schema}.schema.json`))
      .split(sep)
      .join(posix.sep);
    return path.startsWith('.') ? path : `./${path}`;
  };
}

async function copies(folder: string): Promise<PlacedFile[]> {
  const [manifest, set] = await Promise.all([
    import('../../schemas/bylaw.schema.json', { with: { type: 'json' } }),
    import('../../schemas/bylaw-set.schema.json', { with: { type: 'json' } }),
  ]);
  const text = (schema: unknown): string => `${JSON.stringify(schema)}\n`;
  return [
    { path: join(folder, 'bylaw.schema.json'), content: text(manifest.default) },
    { path: join(folder, 'bylaw-set.schema.json'), content: text(set.default) },
  ];
}

/**
 * Schemas for editors: those of the installed package, else copies in the set's folder `.schemas`, which is no part of the
 * set. They work without a network and fit the version of the command.
 */
export async function editorSchemas(root: string): Promise<EditorSchemas> {
  const installed = installedFolder(root);
  if (installed !== undefined) return { pathFrom: pathsInto(installed, root), files: [] };
  const folder = join(root, '.schemas');
  return { pathFrom: pathsInto(folder, root), files: await copies(folder) };
}
