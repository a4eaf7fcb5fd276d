import { escapeControls } from './escape.ts';

/**
 * The first names and how many follow, e.g. `['ana', 'ivan', 'and 9 more']`. Safe to print.
 * One name more than the limit is shown rather than "and 1 more".
 */
function nameList(names: readonly string[], limit: number): string[] {
  const shown = names.length <= limit + 1 ? names : names.slice(0, limit);
  const rest = names.length - shown.length;
  return [...shown.map(escapeControls), ...(rest > 0 ? [`and ${rest.toLocaleString('en')} more`] : [])];
}

/** `ana, ivan and 9 more` as pieces to be wrapped: commas stand behind all names but the last. */
export function joinNames(names: readonly string[], limit: number): string[] {
  const list = nameList(names, limit);
  return list.map((name, index) => {
    const next = list[index + 1];
    return next === undefined || (index === list.length - 2 && next.startsWith('and ')) ? name : `${name},`;
  });
}
