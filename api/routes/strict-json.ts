import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../request/refusal.ts';

/** Deeper than any document of ours, and harmless to code that walks it. */
const maxDepth = 64;
/** More members than the longest list that a schema takes, few enough to report on. */
const maxMembers = 200_000;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openers = new Set([0x5b, 0x7b]);
const closers = new Set([0x5d, 0x7d]);

function tooMuch(what: string): Refusal {
  return new Refusal(400, 'request/json-limits', `The JSON is ${what}.`, { remedy: 'send less at once' });
}

/** The position of the quote that ends a string. */
function endOfString(body: Buffer, start: number): number {
  let index = start + 1;
  while (index < body.length && body[index] !== quote) index += body[index] === backslash ? 2 : 1;
  return index;
}

/**
 * Holds JSON to its limits before it becomes objects, in one pass over the bytes: nesting would exhaust the stack of
 * whoever walks it, a list of millions of wrong items the memory of whoever lists the mistakes.
 * @throws Refusal 400
 */
function checkJsonLimits(body: Buffer): void {
  const members = [0];
  for (let index = 0; index < body.length; index++) {
    const byte = body[index] ?? 0;
    if (byte === quote) index = endOfString(body, index);
    else if (byte === comma) {
      const depth = members.length - 1;
      const count = (members[depth] ?? 0) + 1;
      if (count > maxMembers) throw tooMuch(`longer than ${maxMembers} members in one list or object`);
      members[depth] = count;
    } else if (openers.has(byte)) {
      if (members.push(0) > maxDepth + 1) throw tooMuch(`nested deeper than ${maxDepth} levels`);
    } else if (closers.has(byte) && members.length > 1) members.pop();
  }
}

/** Escapes by which JSON can say what no text of PostgreSQL can hold: NUL, and half a surrogate pair. */
const suspicious = /\\u(?:0000|d[89a-f])/i;

/** NUL, and surrogates that are half of nothing. */
const unstorable = /\0|\p{Surrogate}/u;

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !unstorable.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => isStorable(key) && isStorable(member));
}

function unstorableText(body: Buffer, value: unknown): Refusal | null {
  if (!suspicious.test(body.toString('latin1')) || isStorable(value)) return null;
  return new Refusal(
    400,
    'request/bad-text',
    'The JSON holds a NUL character or half a surrogate pair in a text.',
    {
      remedy: 'take it out: no name or value can contain it',
    },
  );
}

function notJson(error: Error): Refusal {
  return new Refusal(400, 'request/bad-json', `The body is not valid JSON: ${error.message}`);
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Refusal(400, 'request/bad-encoding', 'The body is not valid UTF-8.', {
      remedy: 'send JSON in UTF-8',
    });
  }
}

type Done = (error: Error | null, body?: unknown) => void;

/**
 * NUL in an address would reach the database, which has no such text.
 * @throws Refusal 400
 */
function refuseNul(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ url }) => {
    if (!url.includes('%00')) return;
    throw new Refusal(400, 'request/bad-text', 'The address holds a NUL character.', {
      remedy: 'take %00 out',
    });
  });
}

/** Reads JSON bodies strictly: valid UTF-8, within limits, without prototype keys. No body at all is `undefined`. */
export function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  const read = (request: FastifyRequest, body: Buffer, done: Done): void => {
    checkJsonLimits(body);
    parse(request, decode(body), (error, value) => {
      if (error) done(notJson(error));
      else done(unstorableText(body, value), value);
    });
  };
  refuseNul(app);
  app.decorateRequest('bodyDigest', '');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, body, done) => {
      request.bodyDigest = createHash('sha256').update(body).digest('hex');
      try {
        if (body.length === 0) done(null, undefined);
        else read(request, body, done);
      } catch (error) {
        done(error as Error);
      }
    },
  );
}
