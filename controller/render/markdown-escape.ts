import { escapeControls } from './escape.ts';

/** Signs that GitHub and GitLab turn into a mention or a reference when a word follows: a space without width parts them. */
const reference = /([@#!~%$&^])(?=[\p{L}\p{N}"'[{])/gu;
const link = /(:)(?=\/\/)|(www)(?=\.)/giu;
const marks = /[\\`*_{}[\]<>()#+\-.!|~^$&=:"']/gu;
const apart = '\uE000';

/**
 * Text from outside as plain text of a markdown comment: no markup, no HTML, no mention, no link.
 * Entities are resolved before mentions are looked for, so mentions are broken by a character and not by an escape.
 */
export function markdownText(text: string): string {
  return escapeControls(text)
    .replaceAll(apart, '')
    .replace(reference, `$1${apart}`)
    .replace(link, (found) => `${found}${apart}`)
    .replace(marks, (mark) =>
      mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : mark === '&' ? '&amp;' : `\\${mark}`,
    )
    .replaceAll(apart, '&#8203;');
}

/** The longest run of backticks in a text. */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
}

/** A name in code: neither markup nor mention holds there. Safe inside a table as well. */
export function codeSpan(text: string): string {
  const safe = escapeControls(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(safe) + 1);
  const space = safe.startsWith('`') || safe.endsWith('`') ? ' ' : '';
  return `${fence}${space}${safe}${space}${fence}`;
}

/** Lines in a block of code that no line of theirs can close. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const text = lines.join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text inside HTML tags of a comment, such as `<summary>`. */
export function htmlCode(text: string): string {
  const safe = escapeControls(text).replace(/[&<>"'`*_[\]~@#|\\]/gu, (mark) => `&#${mark.codePointAt(0)};`);
  return `<code>${safe}</code>`;
}
