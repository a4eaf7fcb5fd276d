/** One mistake in what was sent, as the API points at it. */
export interface Diagnostic {
  readonly severity: string;
  readonly code: string;
  readonly summary: string;
  readonly remedy?: string;
  readonly pointer?: string;
  readonly address?: string;
}

/** A refusal of the API (RFC 9457), for people: what is wrong, what to do, and the number under which the server's log knows more. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string | undefined;
  readonly requestId: string | undefined;
  readonly diagnostics: readonly Diagnostic[];

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(typeof body['detail'] === 'string' ? body['detail'] : `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = typeof body['code'] === 'string' ? body['code'] : 'http';
    this.remedy = typeof body['remedy'] === 'string' ? body['remedy'] : undefined;
    this.requestId = typeof body['requestId'] === 'string' ? body['requestId'] : undefined;
    this.diagnostics = Array.isArray(body['diagnostics']) ? (body['diagnostics'] as Diagnostic[]) : [];
  }
}

/** The problem that an answer which is none of the good ones tells of, whatever its body is (a proxy may have written it). */
export async function problemOf(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => ({}));
  return new Problem(answer.status, typeof body === 'object' && body !== null ? { ...body } : {});
}
