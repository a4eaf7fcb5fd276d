import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file of this package. Its root is looked for, since this code runs both from its source and bundled in `dist/`. */
export const packageFile = (path: string): string =>
  join(packageRoot(dirname(fileURLToPath(import.meta.url))), path);

function packageRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'bylaw') return folder;
  if (dirname(folder) === folder)
    throw new Error('the package "bylaw" is incomplete: its package.json was not found');
  return packageRoot(dirname(folder));
}
