/**
 * What went wrong where nothing is wrong with the statement:
 * - `conflict`: another transaction was in the way (serialization, deadlock); the same work may succeed when run again;
 * - `timeout`: it took or waited longer than it may;
 * - `unavailable`: no connection, or it broke. Where it broke during the commit, whether the work was committed is unknown;
 * - `aborted`: a statement failed, the work went on regardless, and nothing of it could be kept: a fault of ours.
 */
export type FailureReason = 'conflict' | 'timeout' | 'unavailable' | 'aborted';

/** What `Database.write` and `Database.snapshot` throw for a FailureReason; `cause` is the driver's error. */
export class DatabaseFailure extends Error {
  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseFailure';
    this.reason = reason;
  }
}

const MESSAGES: Readonly<Record<FailureReason, string>> = {
  conflict: 'another transaction changed the same rows at the same time; try again',
  timeout:
    'the database did not answer in the time it has; try again, or look for a transaction that holds a lock',
  unavailable: 'the database cannot be reached; check that it runs and that DATABASE_URL names it',
  aborted: 'a statement failed and the work went on regardless, so nothing of it was kept',
};

/** PostgreSQL's error codes (appendix A of its manual; two letters stand for a whole class) and Node's. */
const REASONS: Readonly<Record<string, FailureReason>> = {
  '40001': 'conflict',
  '40P01': 'conflict',
  '55P03': 'timeout',
  '57014': 'timeout',
  '25P02': 'aborted',
  '25P03': 'timeout',
  '08': 'unavailable',
  '28': 'unavailable',
  '3D': 'unavailable',
  '53': 'unavailable',
  '57P': 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  ENOTFOUND: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
};

/** The driver says these with a sentence only. */
const LOST_CONNECTION =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** The error as a DatabaseFailure where it is one, otherwise as it came: a violated constraint, a fault in the work itself. */
export function asDatabaseFailure(error: unknown): unknown {
  const reason = failureReason(error);
  return reason
    ? new DatabaseFailure(reason, `${MESSAGES[reason]} (${(error as Error).message})`, error)
    : error;
}

function failureReason(error: unknown): FailureReason | undefined {
  if (!(error instanceof Error) || error instanceof DatabaseFailure) return undefined;
  const code = errorCode(error);
  const known = REASONS[code] ?? REASONS[code.slice(0, 3)] ?? REASONS[code.slice(0, 2)];
  return known ?? (LOST_CONNECTION.test(error.message) ? 'unavailable' : undefined);
}

/** What both drivers add to an error of the database. */
interface DriverError {
  /** SQLSTATE, or Node's code. */
  readonly code?: unknown;
  readonly constraint?: string | undefined;
}

function errorCode(error: Error): string {
  const { code } = error as DriverError;
  return typeof code === 'string' ? code : '';
}

const UNIQUE_VIOLATION = '23505';

/**
 * The name of the unique constraint or index that an error says was violated, as it stands in the migrations
 * (`account_organisation_id_name_key`); undefined for every other error.
 */
export function violatedUniqueConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || errorCode(error) !== UNIQUE_VIOLATION) return undefined;
  return (error as DriverError).constraint;
}

/** Whether an error says that a unique constraint was violated: any, or the one of that name. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const violated = violatedUniqueConstraint(error);
  return violated !== undefined && (constraint === undefined || violated === constraint);
}
