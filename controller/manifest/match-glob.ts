/** What a set includes where `bylaw.yaml` does not say. */
export const defaultInclude: readonly string[] = ['**/*.yaml', '**/*.yml', '**/*.json'];

/** A test for paths (relative, with forward slashes): true where one of the patterns fits. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map(testOf);
  return (path) => tests.some((test) => test(path));
}

/** Patterns such as `**\/*.yaml` ask only for an ending: nearly all do, and each file is asked. */
function testOf(pattern: string): (path: string) => boolean {
  const ending = /^\*\*\/\*(\.[a-z]+)$/.exec(pattern)?.[1];
  if (ending !== undefined) return (path) => path.endsWith(ending);
  const expression = globExpression(pattern);
  return (path) => expression.test(path);
}

/**
 * `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` lists alternatives, `[abc]` characters; a pattern
 * that names a folder means all that is in it.
 */
function globExpression(pattern: string): RegExp {
  const clean = pattern.replace(/^\.\//, '').replace(/\/$/, '/**');
  const source = clean.replace(/\*\*\/|\/\*\*$|\*+|\?|\{[^{}/]*\}|\[[^\]/]+\]|[\\^$.|+()[\]{}]/g, translate);
  return new RegExp(`^${source}$`, 'u');
}

function translate(part: string): string {
  if (part === '**/') return '(?:[^/]+/)*';
  if (part === '/**') return '/.+';
  if (part === '**') return '.*';
  if (part.startsWith('*')) return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.length > 1 && part.startsWith('{'))
    return `(?:${part.slice(1, -1).split(',').map(escapeAll).join('|')})`;
  if (part.length > 1 && part.startsWith('['))
    return `[${part
      .slice(1, -1)
      .replace(/^!/, '^')
      .replace(/[\\[\]]/g, '\\$&')}]`;
  return `\\${part}`;
}

function escapeAll(text: string): string {
  return text.replace(/[\\^$.|+()[\]{}*?]/g, (character) => (character === '*' ? '[^/]*' : `\\${character}`));
}
