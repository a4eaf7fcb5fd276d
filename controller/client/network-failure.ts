import type { Connection } from './connection.ts';
import { Failure } from './failure.ts';

/** The system's or OpenSSL's code of an error, wherever it is hidden; empty where there is none. */
function errorCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses of one name were tried: the first failure says enough.
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return errorCode(inner, depth + 1);
}

/** Failures that can be over in a moment: a server that restarts, a name server that is busy. */
const passing = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);
const slow = new Set(['ETIMEDOUT']);
const certificate = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_SSL|EPROTO|HOSTNAME_MISMATCH)/u;

/** True when trying again can help. A timeout is not: it would only double the wait. */
export function isPassing(error: unknown): boolean {
  return passing.has(errorCode(error));
}

/** True when our own timer, or the system's, ended the request. */
function isTimeout(error: unknown): boolean {
  return (error instanceof Error && error.name === 'TimeoutError') || slow.has(errorCode(error));
}

function tlsFailure(server: string, code: string, cause: unknown): Failure {
  const plain =
    code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG';
  const remedy = plain
    ? 'It may speak plain http: look at the scheme and the port of its address'
    : 'Renew its certificate, or name your own authority in NODE_EXTRA_CA_CERTS';
  return new Failure(`No safe connection to ${server}: ${code}`, { remedy, cause });
}

/** The error that the others are wrapped around. */
function innermostMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? innermostMessage(error.cause) : error.message;
}

/** Turns what the network throws into one clear line: what is wrong, where, what to do. */
export function networkFailure({ server, timeout }: Connection, error: unknown): Failure {
  const code = errorCode(error);
  if (isTimeout(error)) {
    const seconds = Math.round(timeout / 100) / 10;
    return new Failure(`${server} did not answer within ${seconds} s`, {
      remedy: 'Try again, or wait longer with --timeout SECONDS or BYLAW_TIMEOUT',
      cause: error,
    });
  }
  if (certificate.test(code)) return tlsFailure(server, code, error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new Failure(`The name of the server is not known: ${new URL(server).hostname}`, {
      remedy: 'Look at --server, BYLAW_SERVER or spec.server of the set, and at the network',
      cause: error,
    });
  }
  if (code === 'ECONNREFUSED') {
    return new Failure(`No server answers at ${server}: connection refused`, {
      remedy: 'Start it with `bylaw server`, or name another with --server or BYLAW_SERVER',
      cause: error,
    });
  }
  const reason = code || innermostMessage(error);
  return new Failure(`The connection to ${server} broke: ${reason}`, {
    remedy: 'Look at the network between here and the server, then try again',
    cause: error,
  });
}
