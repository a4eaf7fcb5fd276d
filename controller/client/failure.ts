import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';

/** 1 error; 3 waits for approval; 4 stale. */
export type FailureExitCode = 1 | 3 | 4;

export interface FailureDetails {
  /** What to do about it, in one sentence. */
  readonly remedy?: string;
  /** File, address or server that it concerns. */
  readonly where?: string;
  /** Exit code of the command; 1 unless told. */
  readonly exitCode?: FailureExitCode;
  /** Several things at once, e.g. what the server found in a declaration. */
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: unknown;
}

/** Why a command cannot go on, told to a person: what is wrong, where, what to do. Anything else thrown is a fault of ours. */
export class Failure extends Error {
  readonly remedy: string | undefined;
  readonly where: string | undefined;
  readonly exitCode: FailureExitCode;
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
