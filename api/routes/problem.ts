import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { redactText } from '../../schemas/contract/secret-form.ts';
import { DatabaseFailure, type FailureReason } from '../database/database-failure.ts';
import { Refusal } from '../request/refusal.ts';

/** RFC 9457, with members of our own behind the first four. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable; the last part of `type`. */
  readonly code: string;
  readonly remedy?: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly requestId: string;
}

const typeBase = 'https://bylaw.dev/problems/';

/** `plan/stale` -> `Plan: stale`. */
function titleOf(code: string, status: number): string {
  const [area = '', what] = code.replaceAll('-', ' ').split('/');
  if (what === undefined) return STATUS_CODES[status] ?? 'Problem';
  return `${area.charAt(0).toUpperCase()}${area.slice(1)}: ${what}`;
}

/** The public form of a refusal. Its detail may repeat what was asked for, and that may be a key in the place of its id. */
export function problemOf(
  { status, code, message, remedy, diagnostics }: Refusal,
  requestId: string,
): Problem {
  return {
    type: typeBase + code,
    title: titleOf(code, status),
    status,
    detail: redactText(message),
    code,
    ...(remedy === undefined ? {} : { remedy }),
    ...(diagnostics.length === 0 ? {} : { diagnostics }),
    requestId,
  };
}

const databaseRefusals: Record<FailureReason, Refusal | undefined> = {
  unavailable: new Refusal(503, 'server/database-unavailable', 'The database cannot be reached.', {
    remedy: 'try again in a moment',
  }),
  timeout: new Refusal(503, 'server/database-timeout', 'The database did not answer in time.', {
    remedy: 'try again in a moment',
  }),
  conflict: new Refusal(
    503,
    'server/database-conflict',
    'Another request changed the same thing at the same time.',
    {
      remedy: 'try again',
    },
  ),
  aborted: undefined,
};

/** What Fastify refuses before a route is reached, by its code; its words are kept where they are fit to be seen. */
const fastifyRefusals: Readonly<Record<string, (error: FastifyError) => Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new Refusal(413, 'request/too-large', 'The body is larger than this route takes.', {
      remedy: 'send less at once',
    }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new Refusal(415, 'request/media-type', 'The body is not of a media type that this route takes.', {
      remedy: 'send JSON with `Content-Type: application/json`',
    }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Refusal(400, 'request/content-length', 'The body is not as long as its Content-Length says.'),
};

/** Anything else that is the client's fault: its message is Fastify's, its code says the status. */
function clientFault(error: FastifyError): Refusal | undefined {
  const status = error.statusCode;
  if (status === undefined || status < 400 || status >= 500) return undefined;
  const slug = (STATUS_CODES[status] ?? 'refused').toLowerCase().replaceAll(' ', '-').replaceAll("'", '');
  return new Refusal(status, `request/${slug}`, error.message);
}

/** The refusal that an error stands for; undefined: a fault of ours, of which the client learns nothing. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof DatabaseFailure) return databaseRefusals[error.reason];
  if (!(error instanceof Error)) return undefined;
  const fault = error as FastifyError;
  return fastifyRefusals[fault.code]?.(fault) ?? clientFault(fault);
}

/** What a fault of ours looks like from outside. */
export function faultOfOurs(): Refusal {
  return new Refusal(
    500,
    'server/fault',
    'Something went wrong in the server; nothing was changed by this request.',
    {
      remedy: 'try again; if it happens again, tell whoever runs the server the request id',
    },
  );
}
