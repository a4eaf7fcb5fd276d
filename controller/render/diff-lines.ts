const mark = /^(\s*)(<=|[-+~>!x])(?= )/u;
const signs: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '-',
  '~': '!',
  '!': '-',
  x: '!',
  '>': '!',
  '<=': '!',
};

/**
 * A line of the text plan for a block of language `diff`: its sign moves to the first column, where GitHub and GitLab
 * colour by it (`+` green, `-` red, `!` orange).
 */
export function toDiffLine(line: string): string {
  const [whole = '', indent = '', sign = ''] = mark.exec(line) ?? [];
  if (sign === '') return line === '' ? '' : ` ${line}`;
  const kept = sign === '+' || sign === '-' ? ' ' : sign;
  return `${signs[sign]}${indent}${kept}${line.slice(whole.length)}`;
}
