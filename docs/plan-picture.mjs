// Draws a text plan as a terminal would show it: `node docs/plan-picture.mjs` writes docs/plan.svg from the expected plan of
// an example, so that the picture shows what the product says; a test fails where it is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../examples/shows-whom-a-change-hits/expected-plan.txt', import.meta.url);
const target = new URL('plan.svg', import.meta.url);

const [columnWidth, lineHeight, margin, bar] = [7.83, 19, 20, 34];
const colours = {
  plain: '#d7dde5',
  faint: '#8b98a9',
  added: '#7ee0a1',
  removed: '#ff9b93',
  changed: '#f2c55c',
  strong: '#ffffff',
};

/** The colour of a line, by the sign that it begins with. */
function colourOf(line) {
  const [sign] = line.trimStart();
  if (/^\S/.test(line)) return colours.strong;
  return { '+': colours.added, '-': colours.removed, '~': colours.changed }[sign] ?? colours.plain;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A line, with `file:line` at its end in a faint colour. */
function lineText(line, index) {
  const [, text, place] = /^(.*?\S)(\s{2,}\S+:\d+)?$/.exec(line) ?? [];
  if (text === undefined) return '';
  const span = place === undefined ? '' : `<tspan fill="${colours.faint}">${escaped(place)}</tspan>`;
  const y = bar + margin + index * lineHeight;
  return `<text x="${margin}" y="${y}" fill="${colourOf(line)}">${escaped(text)}${span}</text>`;
}

/** An SVG of the text in a terminal's window, as wide as its longest line. */
export function drawPlan(text) {
  const lines = ['$ npx bylaw plan', '', ...text.trimEnd().split('\n')];
  const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * columnWidth) + 2 * margin;
  const height = bar + 2 * margin + (lines.length - 1) * lineHeight;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${margin + index * 20}" cy="18" r="6" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A plan in a terminal">`,
    `<rect width="${width}" height="${height}" rx="10" fill="#16202c"/>`,
    ...dots,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" xml:space="preserve" style="white-space: pre">',
    ...lines.map(lineText).filter((line) => line !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, drawPlan(readFileSync(source, 'utf8')));
}
