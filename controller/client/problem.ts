import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { isObject } from '../../schemas/contract/json.ts';
import { Failure, type FailureDetails } from './failure.ts';

/** What the server says of a request that it does not carry out (RFC 9457, with our own members). */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Stable, e.g. `plan/stale`; empty where the answer has none. */
  readonly code: string;
  readonly remedy?: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly requestId?: string;
}

/** A request that the server understood and refused. Commands look at `problem.code`. */
export class RefusedRequest extends Failure {
  readonly problem: Problem;

  constructor(summary: string, problem: Problem, details: FailureDetails) {
    super(summary, { diagnostics: problem.diagnostics, ...details });
    this.name = 'RefusedRequest';
    this.problem = problem;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isDiagnostic(value: unknown): value is Diagnostic {
  return isObject(value) && typeof value['summary'] === 'string' && typeof value['code'] === 'string';
}

/** Reads a problem from a body; members that are missing or of another type are left out. */
export function parseProblem(status: number, body: unknown): Problem {
  const members = isObject(body) ? body : {};
  const title = textOf(members['title']) || `status ${status}`;
  const diagnostics: unknown[] = Array.isArray(members['diagnostics']) ? members['diagnostics'] : [];
  const remedy = textOf(members['remedy']);
  const requestId = textOf(members['requestId']);
  return {
    status,
    title,
    detail: textOf(members['detail']) || title,
    code: textOf(members['code']),
    diagnostics: diagnostics.filter(isDiagnostic),
    ...(remedy === '' ? {} : { remedy }),
    ...(requestId === '' ? {} : { requestId }),
  };
}
