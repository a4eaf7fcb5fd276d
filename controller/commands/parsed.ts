import type { CommandSpec } from './catalogue.ts';
import type { RawArguments } from './command.ts';

export interface Call {
  readonly spec: CommandSpec;
  readonly raw: RawArguments;
}

/** What the command line says: a command with its arguments, or a text to print (help, a mistake). */
export type Parsed = Call | { readonly text: string; readonly exitCode: 0 | 1 };
