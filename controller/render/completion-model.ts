/** A command as completion scripts need it. */
export interface Completable {
  /** Words after `bylaw`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly options: readonly CompletableOption[];
}

export interface CompletableOption {
  /** As the parser has it: `-f, --file <file>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly completes?: 'file' | 'folder';
}

/** `--file` of `-f, --file <file>`. */
export function longFlag({ flags }: CompletableOption): string {
  return /--[a-z-]+/u.exec(flags)?.[0] ?? flags;
}

export function takesValue({ flags }: CompletableOption): boolean {
  return flags.includes('<');
}

/** Every beginning of a command's path with the words that may follow it, `''` first. */
export function nextWords(commands: readonly Completable[]): Map<string, Map<string, string>> {
  const levels = new Map<string, Map<string, string>>();
  for (const { path, summary } of commands) {
    path.forEach((word, index) => {
      const begin = path.slice(0, index).join(' ');
      const level = levels.get(begin) ?? new Map<string, string>();
      if (!level.has(word)) level.set(word, index === path.length - 1 ? summary : `Commands for ${word}s`);
      levels.set(begin, level);
    });
  }
  return levels;
}
