/** An option as the parser, the help and the completion need it. */
export interface OptionSpec {
  /** As the parser writes it: `-f, --file <file>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** May be given several times. */
  readonly repeatable?: true;
  /** What completion offers: files, folders, or nothing of its own. */
  readonly completes?: 'file' | 'folder';
}

/** Options that every command takes. */
export const globalOptions: readonly OptionSpec[] = [
  { flags: '-f, --file <file>', description: "the set's file, instead of bylaw.yaml", completes: 'file' },
  { flags: '--server <url>', description: 'the server, instead of BYLAW_SERVER or the one of the set' },
  { flags: '--timeout <seconds>', description: 'how long to wait for an answer (60)' },
  { flags: '--quiet', description: 'no progress and no remarks' },
  { flags: '--verbose', description: 'everything: all names, all items, stack traces' },
  { flags: '--no-color', description: 'no colours (as with NO_COLOR in the environment)' },
];

/** What a plan may do beyond the rules of its set. */
export const allowanceOptions: readonly OptionSpec[] = [
  { flags: '--allow-deletions <n>', description: 'allow exactly N removals and disablings' },
  {
    flags: '--take-over <address>',
    description: 'take over what another set owns (may be repeated)',
    repeatable: true,
  },
  { flags: '--take-over-set', description: 'this repository takes the set over from another one' },
];
