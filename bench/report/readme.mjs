import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../README.md', import.meta.url));
const begin = '<!-- results: written by `npm run bench` -->';
const end = '<!-- end of results -->';

/** Puts the tables between the markers of bench/README.md. */
export function writeReadme(markdown) {
  const text = readFileSync(file, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error('bench/README.md has lost its markers');
  writeFileSync(file, `${before}${begin}\n\n${markdown.trim()}\n\n${end}${after}`);
}
