import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { escapeControls } from './escape.ts';
import { createPalette } from './palette.ts';
import { problemsLines } from './plan-problems.ts';
import { createTextStyle } from './text-style.ts';

/** What a failure says. */
export interface FailureTexts {
  readonly message: string;
  readonly where: string | undefined;
  readonly remedy: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly cause?: unknown;
}

export interface FailureStyle {
  readonly width: number;
  readonly colour: boolean;
  /** With the stack of what lies behind. */
  readonly verbose: boolean;
}

/** What is wrong, where, what to do: the form of every error of the command. */
export function renderFailure(failure: FailureTexts, style: FailureStyle): string {
  const { red, dim } = createPalette(style.colour);
  const lines = [
    `${red('error:')} ${escapeControls(failure.message)}`,
    ...(failure.where === undefined ? [] : [dim(`  at ${escapeControls(failure.where)}`)]),
    ...(failure.remedy === undefined ? [] : [`  ${escapeControls(failure.remedy)}`]),
    ...problemsLines(failure.diagnostics, createTextStyle(style)),
    ...(style.verbose && failure.cause instanceof Error
      ? ['', dim(failure.cause.stack ?? failure.cause.message)]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** A fault of ours: what a person can tell us about it. */
export function renderFault(error: unknown, { colour, verbose }: FailureStyle): string {
  const { red } = createPalette(colour);
  const message = error instanceof Error ? error.message : String(error);
  const stack = verbose && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  const advice = verbose
    ? ''
    : '\n  This is a fault of bylaw itself. Run it again with --verbose and report what it says';
  return `${red('error:')} ${escapeControls(message)}${advice}${stack}\n`;
}
