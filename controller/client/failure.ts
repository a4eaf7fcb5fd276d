import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';

export interface FailureDetails {
  /** What to do about it, in one sentence. */
  readonly remedy?: string;
  /** File, address or server that it concerns. */
  readonly where?: string;
  /** Exit code of the command; 1 unless told. */
  readonly exitCode?: number;
  /** Several things at once, e.g. what the server found in a declaration. */
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: unknown;
}

/** Why a command cannot go on, told to a person: what is wrong, where, what to do. Anything else thrown is a fault of ours. */
export class Failure extends Error {
  readonly remedy: string | undefined;
  readonly where: string | undefined;
  readonly exitCode: number;
  readonly diagnostics: readonly Diagnostic[];

  constructor(summary: string, details: FailureDetails = {}) {
    super(summary, { cause: details.cause });
    this.name = 'Failure';
    this.remedy = details.remedy;
    this.where = details.where;
    this.exitCode = details.exitCode ?? 1;
    this.diagnostics = details.diagnostics ?? [];
  }
}
