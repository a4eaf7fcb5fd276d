import { randomUUID } from 'node:crypto';
import { answerFailure, isPassingStatus } from './answer-failure.ts';
import type { Connection } from './connection.ts';
import { type Answer, exchange, type Outgoing } from './exchange.ts';
import { isPassing, networkFailure } from './network-failure.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Begins with a slash; names in it are percent-encoded already. */
  readonly path: string;
  /** Parameters that are undefined are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

const attempts = 4;
const firstPause = 250;
/** A server that asks for more patience than this is told of instead. */
const longestPause = 30_000;

function address({ server }: Connection, { path, query = {} }: Request): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) parameters.set(name, String(value));
  return `${server}${path}${parameters.size > 0 ? `?${parameters}` : ''}`;
}

function headers(connection: Connection, request: Request): Record<string, string> {
  return {
    authorization: `Bearer ${connection.token}`,
    accept: 'application/json, application/problem+json, text/csv, application/jsonl',
    'user-agent': `bylaw/${connection.version}`,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
  };
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110, 10.2.3); undefined where it is absent or unreadable. */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const wait = /^\d+$/u.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** How long to wait before the next attempt; undefined: give up. */
function pauseBefore(attempt: number, answer: Answer | undefined): number | undefined {
  if (attempt >= attempts) return undefined;
  const asked = retryAfter(answer?.header('retry-after') ?? null, Date.now());
  if (asked !== undefined) return asked <= longestPause ? asked : undefined;
  const pause = firstPause * 2 ** (attempt - 1);
  return pause * (0.75 + Math.random() / 2);
}

/**
 * Sends one request; what may be repeated without harm is repeated with growing pauses when the server is away or asks
 * for patience. A POST carries one `Idempotency-Key` over all attempts, so it may be repeated as well.
 *
 * @returns the answer, of a 2xx status, its body unread
 * @throws Failure for everything else
 */
export async function send(connection: Connection, request: Request): Promise<Answer> {
  const url = address(connection, request);
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const outgoing: Outgoing = {
    method: request.method,
    headers: headers(connection, request),
    ...(body === undefined ? {} : { body }),
  };
  for (let attempt = 1; ; attempt++) {
    const outcome = await exchange(url, outgoing, connection.timeout).catch((error: unknown) => ({ error }));
    const broken = 'error' in outcome;
    const again = broken ? isPassing(outcome.error) : isPassingStatus(outcome.status);
    const pause = again ? pauseBefore(attempt, broken ? undefined : outcome) : undefined;
    if (pause === undefined) return settle(connection, outcome);
    if (!broken) outcome.body.destroy();
    await connection.sleep(pause);
  }
}

async function settle(connection: Connection, outcome: Answer | { error: unknown }): Promise<Answer> {
  if ('error' in outcome) throw networkFailure(connection, outcome.error);
  const failure = await answerFailure(connection, outcome);
  if (failure !== undefined) throw failure;
  return outcome;
}
