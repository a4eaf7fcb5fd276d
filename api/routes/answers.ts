import { STATUS_CODES } from 'node:http';

/** The schema of an answer, by the name of a shared one. */
export function shared(name: string): { readonly $ref: string } {
  return { $ref: `${name}#` };
}

/** A page of a list. */
export function pageOf(items: object): object {
  return {
    type: 'object',
    required: ['items', 'next'],
    properties: {
      items: { type: 'array', items },
      next: {
        type: ['string', 'null'],
        description: 'Cursor of the following page; null: this was the last.',
      },
    },
  };
}

function json(description: string, schema: object): object {
  return { description, content: { 'application/json': { schema } } };
}

function refused(status: number): object {
  const description = STATUS_CODES[status] ?? 'Refused';
  return { description, content: { 'application/problem+json': { schema: shared('Problem') } } };
}

/** What every route may answer beside what it is for. */
const anywhere = [400, 429, 500, 503];
const withKey = [401, 403];
const withBody = [413, 415, 422];

export interface Answers {
  /** Good answers: status, description, schema (null: no body). */
  readonly good: Readonly<Record<number, readonly [description: string, schema: object | null]>>;
  /** Statuses of refusals beside those of every route. */
  readonly bad?: readonly number[];
  readonly isPublic?: boolean;
  /** The route takes a body, which can be too large, of another type, or wrong. */
  readonly takesBody?: boolean;
}

/** The `response` of a route's schema: its good answers, and every refusal as a problem. */
export function answers({
  good,
  bad = [],
  isPublic = false,
  takesBody = false,
}: Answers): Record<string, object> {
  const statuses = new Set([
    ...anywhere,
    ...(isPublic ? [] : withKey),
    ...(takesBody ? withBody : []),
    ...bad,
  ]);
  const goods = Object.entries(good).map(([status, [description, schema]]) => [
    status,
    schema === null ? { description, type: 'null' } : json(description, schema),
  ]);
  return Object.fromEntries([
    ...goods,
    ...[...statuses].sort().map((status) => [String(status), refused(status)]),
  ]);
}
