/** 0 done; 1 error; 2 there are changes (`plan --detailed-exitcode`); 3 waits for approval; 4 stale. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** What a command gives back; `cli.ts` alone prints it and ends the process with its code. */
export interface CommandResult {
  /** For standard output: a text, or pieces of one that are made while they are printed. */
  readonly output?: string | AsyncIterable<string>;
  /** For standard error: why it could not be done. */
  readonly complaint?: string;
  readonly exitCode: ExitCode;
}

/** The world of a command, handed in so that tests bring their own. */
export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  /** Absolute. */
  readonly cwd: string;
  readonly version: string;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** Whether standard output takes colours. */
  readonly colour: boolean;
  /** Whether standard error takes colours. */
  readonly complaintColour: boolean;
  readonly verbose: boolean;
  /** The set's file, `-f`; undefined: `bylaw.yaml`. */
  readonly setFile: string | undefined;
  readonly server: string | undefined;
  /** `--timeout` in seconds. */
  readonly timeout: number | undefined;
  /** Prints on standard output before the command is done. */
  readonly show: (text: string) => Promise<void>;
  /** A remark on standard error; silent with `--quiet`. */
  readonly note: (text: string) => void;
  /** The same for a text that is safe to print and laid out already. */
  readonly remark: (text: string) => void;
  /** Asks a person and gives the answer; undefined where nobody can answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Says what is being waited for when it takes more than a second. */
  readonly wait: <T>(what: string, work: Promise<T>) => Promise<T>;
  /** Aborts at the first SIGINT or SIGTERM; asking for it takes the signals over. */
  readonly stopSignal: () => AbortSignal;
}

/** What was typed, taken apart and not yet understood. */
export interface RawArguments {
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** A command: arguments in, result out. Throws `Failure` for what a person can put right. */
export type Command = (raw: RawArguments, context: CommandContext) => Promise<CommandResult>;
