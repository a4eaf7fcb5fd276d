/**
 * Joins files of a split bundle that are nearly always loaded together: reading thirty small files costs Node more than
 * the code in them. Each module still exists once, so `instanceof` holds across files.
 */
import { basename } from 'node:path';

/** Chunks that must be there before this one runs, itself included. */
function withImports(name, chunks, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of chunks.get(name).imports) withImports(other, chunks, found);
  return found;
}

/** Chunks by file name, each with its text, the source file that it begins with, and the chunks that it imports. */
function readChunks({ outputFiles, metafile }) {
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const chunks = Object.entries(metafile.outputs).map(([path, { entryPoint, imports }]) => {
    const needed = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
    const names = needed.map((other) => basename(other.path));
    return [basename(path), { text: texts.get(basename(path)), entryPoint, imports: names }];
  });
  return new Map(chunks);
}

/** A name for a chunk as a member of the file that it is joined into. */
const memberOf = (name) => `$${name.replace(/\W/g, '_')}`;

function serve(names, chunks, folder) {
  const setup = ({ onResolve, onLoad }) => {
    onResolve({ filter: /^\.\.?\// }, ({ path }) => {
      const name = basename(path);
      return names.has(name) ? { path: name, namespace: 'chunk' } : { path, external: true };
    });
    onLoad({ filter: /^/, namespace: 'chunk' }, ({ path }) => ({
      contents: chunks.get(path).text,
      resolveDir: folder,
    }));
  };
  return { name: 'chunks', setup };
}

/**
 * @param {import('esbuild')} esbuild
 * @param {import('esbuild').BuildResult} bundle split, with its metafile, in memory
 * @param {{ file: string, sources: string[], folder: string }} options the chunk that is loaded first; the source files
 *   whose chunks, with all that they import, join it; where packages are found
 * @returns {Promise<{ texts: Map<string, string>, redirect: (code: string) => string }>} the text of each file that is left, and
 *   what makes their CommonJS ask for a chunk where it is now
 */
export async function packChunks({ build }, bundle, { file, sources, folder }) {
  const chunks = readChunks(bundle);
  const roots = [...chunks]
    .filter(([, { entryPoint }]) => sources.includes(entryPoint))
    .map(([name]) => name);
  if (roots.length !== sources.length) throw new Error(`not every chunk was found: ${sources.join(', ')}`);
  const joined = new Set([file, ...roots].flatMap((name) => [...withImports(name, chunks)]));
  const members = [...joined].map((name) => `export * as ${memberOf(name)} from './${name}';`);
  const { outputFiles } = await build({
    stdin: { contents: [`export * from './${file}';`, ...members].join('\n'), resolveDir: folder },
    plugins: [serve(joined, chunks, folder)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    minifySyntax: true,
    minifyWhitespace: true,
  });
  const left = [...chunks].filter(([name]) => !joined.has(name)).map(([name, { text }]) => [name, text]);
  const redirect = (code) =>
    code.replace(/require\("\.\/([\w.-]+)"\)/g, (call, name) =>
      joined.has(name) ? `require("./${file}").${memberOf(name)}` : call,
    );
  return { texts: new Map([[file, outputFiles[0].text], ...left]), redirect };
}
