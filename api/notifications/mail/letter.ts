import { escapeHtml } from '../../../schemas/contract/html-text.ts';

/** A button in HTML, a line of its own in text. */
interface LetterLink {
  readonly label: string;
  readonly url: string;
}

/** What a mail says, before it is text or HTML: a template makes nothing else. */
export interface Letter {
  readonly subject: string;
  /** In order; a text is a paragraph. */
  readonly body: readonly (string | LetterLink)[];
}

/** Names come from people: with line breaks they could write paragraphs of their own. */
function flat(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** A subject: no line breaks, and no more than a line holds. */
export function oneLine(text: string): string {
  const line = flat(text);
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** The letter as plain text. */
export function letterText({ body }: Letter): string {
  return `${body.map((part) => (typeof part === 'string' ? flat(part) : `${part.label}:\n${part.url}`)).join('\n\n')}\n`;
}

function htmlPart(part: string | LetterLink): string {
  if (typeof part === 'string') return `<p>${escapeHtml(flat(part))}</p>`;
  const url = escapeHtml(part.url);
  return `<p><a href="${url}">${escapeHtml(part.label)}</a></p>\n<p>${url}</p>`;
}

/** The letter as simple HTML: no images, no styles, nothing that is fetched. */
export function letterHtml(letter: Letter): string {
  const parts = letter.body.map(htmlPart).join('\n');
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(letter.subject)}</title></head>\n<body>\n${parts}\n</body></html>\n`;
}
