import { Refusal } from '../request/refusal.ts';

/** A cursor is opaque to the client: where a page ended, as texts. */
function encodeCursor(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The position in a cursor; null where the first page is asked for.
 *
 * @param forms what each part looks like
 * @throws Refusal 400 for a cursor that no answer of ours held
 */
export function decodeCursor(cursor: string | undefined, forms: readonly RegExp[]): readonly string[] | null {
  if (cursor === undefined) return null;
  const position = parse(cursor);
  const fits =
    Array.isArray(position) &&
    position.length === forms.length &&
    forms.every((form, index) => typeof position[index] === 'string' && form.test(position[index]));
  if (fits) return position as string[];
  throw new Refusal(400, 'request/bad-cursor', 'The cursor is none of this list.', {
    remedy: 'use `next` of the page before as it is, or begin without a cursor',
  });
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/**
 * The page of a list of which one item more than the limit was read: the extra one tells that there is more.
 *
 * @param position of the page's last item
 */
export function pageFrom<T>(
  found: readonly T[],
  limit: number,
  position: (last: T) => readonly string[],
): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const more = found.length > limit && last !== undefined;
  return { items, next: more ? encodeCursor(position(last)) : null };
}

/** What a part of a cursor looks like that is an id, a time, or any text without NUL. */
export const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
export const textForm = /^[^\0]*$/;

/** The query parameters of every list. */
export function pageQuery(limits: { readonly default: number; readonly maximum: number }): object {
  return {
    limit: { type: 'integer', minimum: 1, description: 'Items on a page.', ...limits },
    cursor: { type: 'string', maxLength: 4096, description: '`next` of the page before.' },
  };
}
