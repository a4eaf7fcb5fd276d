import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';

/**
 * A request that is understood and not carried out. It is turned into an RFC 9457 problem at the edge and into an audit
 * entry of status `failure`; it is no fault of ours.
 */
export class Refusal extends Error {
  /** HTTP status that fits: 400, 401, 403, 404, 409, 412, 422, 429. */
  readonly status: number;
  /** Stable, documented in docs/errors.md, e.g. `plan/stale`. */
  readonly code: string;
  /** What to do about it. */
  readonly remedy: string | undefined;
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { remedy?: string; diagnostics?: readonly Diagnostic[] } = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.remedy = more.remedy;
    this.diagnostics = more.diagnostics ?? [];
  }
}
