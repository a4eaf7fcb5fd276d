import {
  type Completable,
  type CompletableOption,
  longFlag,
  nextWords,
  takesValue,
} from './completion-model.ts';

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function optionLine(command: string, option: CompletableOption): string {
  const head = `complete -c bylaw -n ${quoted(`__bylaw_in ${command}`)} -l ${longFlag(option).slice(2)}`;
  const described = `${head} -d ${quoted(option.description)}`;
  if (!takesValue(option)) return described;
  if (option.choices !== undefined) return `${described} -xa ${quoted(option.choices.join(' '))}`;
  return option.completes === undefined ? `${described} -x` : `${described} -r`;
}

/** The script that `bylaw completion fish | source` reads. */
export function renderFishCompletion(commands: readonly Completable[]): string {
  const levels = [...nextWords(commands)].flatMap(([begin, words]) =>
    [...words].map(
      ([word, summary]) =>
        `complete -c bylaw -n ${quoted(`__bylaw_at ${begin}`)} -fa ${word} -d ${quoted(summary)}`,
    ),
  );
  const options = commands.flatMap(({ path, options: own }) =>
    own.map((option) => optionLine(path.join(' '), option)),
  );
  return `# Completion of bylaw for fish: bylaw completion fish | source
function __bylaw_typed
  string match -v -- '-*' (commandline -opc)[2..]
end
function __bylaw_at
  test (string join ' ' -- (__bylaw_typed)) = (string join ' ' -- $argv)
end
function __bylaw_in
  string match -q -- (string join ' ' -- $argv)'*' (string join ' ' -- (__bylaw_typed))
end
${[...levels, ...options].join('\n')}
`;
}
