import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rollup } from 'vite';
import { beforeAll, describe, expect, it, vi } from 'vitest';

interface Budget {
  readonly shellScriptBytes: number;
  readonly shellStyleBytes: number;
  readonly pageScriptBytes: number;
}

const budget = JSON.parse(readFileSync('console/budget.json', 'utf8')) as Budget;
let files: ReadonlyMap<string, Rollup.OutputChunk | Rollup.OutputAsset>;
let chunks: readonly Rollup.OutputChunk[];

beforeAll(async () => {
  // What people get, not what React says to whoever tests it.
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    configFile: 'console/vite.config.ts',
    logLevel: 'error',
    build: { write: false },
  });
  vi.unstubAllEnvs();
  if (Array.isArray(built) || !('output' in built)) throw new Error('one output was expected');
  files = new Map(built.output.map((file) => [file.fileName, file]));
  chunks = built.output.filter((file) => file.type === 'chunk');
}, 60_000);

/** A chunk and all that it cannot do without. */
function closure(names: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    const chunk = files.get(name);
    if (found.has(name) || chunk?.type !== 'chunk') continue;
    found.add(name);
    closure(chunk.imports, found);
  }
  return found;
}

function compressed(names: Iterable<string>): number {
  return [...names]
    .map((name) => files.get(name))
    .map((file) => (file?.type === 'chunk' ? file.code : (file?.source ?? '')))
    .reduce((sum, content) => sum + brotliCompressSync(Buffer.from(content)).length, 0);
}

/** What is there before a page is: the entry and the texts of one language, the larger one. */
function shell(): ReadonlySet<string> {
  const entry = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  const texts = chunks
    .filter(({ facadeModuleId }) => facadeModuleId?.endsWith('/catalogue.ts'))
    .map(({ fileName }) => fileName)
    .sort((one, other) => compressed([other]) - compressed([one]))
    .slice(0, 1);
  return closure([...entry, ...texts]);
}

describe('what the console costs before it works', () => {
  it('is at most the budget of the shell', () => {
    expect(compressed(shell())).toBeLessThanOrEqual(budget.shellScriptBytes);
    const styles = new Set(
      [...shell()].flatMap((name) => {
        const chunk = files.get(name);
        return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : [];
      }),
    );
    expect(styles.size).toBeGreaterThan(0);
    expect(compressed(styles)).toBeLessThanOrEqual(budget.shellStyleBytes);
  });

  it('leaves palette, calendar and differences of texts for when they are wanted', () => {
    const modules = [...shell()].flatMap((name) => {
      const chunk = files.get(name);
      return chunk?.type === 'chunk' ? Object.keys(chunk.modules) : [];
    });
    for (const late of ['@mantine/spotlight', '@mantine/dates', 'node_modules/diff/'])
      expect(modules.filter((module) => module.includes(late))).toEqual([]);
  });

  it('is at most the budget of a page, for each page', () => {
    const shared = shell();
    const pages = chunks.filter(({ facadeModuleId }) => facadeModuleId?.includes('/console/pages/'));
    expect(pages.length).toBeGreaterThan(10);
    const over = pages
      .map(({ fileName }) => ({
        fileName,
        bytes: compressed([...closure([fileName])].filter((name) => !shared.has(name))),
      }))
      .filter(({ bytes }) => bytes > budget.pageScriptBytes);
    expect(over).toEqual([]);
  });
});
