import {
  type Completable,
  type CompletableOption,
  longFlag,
  nextWords,
  takesValue,
} from './completion-model.ts';

/** Text inside single quotes and brackets of a zsh specification. */
function quoted(text: string): string {
  return text.replaceAll("'", "'\\''").replace(/[[\]:]/gu, '\\$&');
}

function argument(option: CompletableOption): string {
  const head = `'${longFlag(option)}[${quoted(option.description)}]`;
  if (!takesValue(option)) return `${head}'`;
  if (option.choices !== undefined) return `${head}:value:(${option.choices.join(' ')})'`;
  if (option.completes === 'folder') return `${head}:folder:_files -/'`;
  return option.completes === 'file' ? `${head}:file:_files'` : `${head}:value: '`;
}

/** The script that zsh reads from a file named _bylaw in its `fpath`, or by `source`. */
export function renderZshCompletion(commands: readonly Completable[]): string {
  const cases = commands.map(({ path, options }) => {
    const list = options.map((option) => `        ${argument(option)}`).join(' \\\n');
    return `    '${path.join(' ')}'|'${path.join(' ')} '*)\n      _arguments -s \\\n${list} \\\n        '*:path:_files' ;;`;
  });
  const levels = [...nextWords(commands)].map(([begin, words]) => {
    const list = [...words].map(([word, summary]) => `'${word}:${quoted(summary)}'`).join(' ');
    return `    '${begin}') choices=(${list}) ;;`;
  });
  return `#compdef bylaw
# Completion of bylaw for zsh: source <(bylaw completion zsh)
_bylaw() {
  local -a choices
  local typed="\${(j: :)\${(@)words[2,CURRENT-1]:#-*}}"
  case "$typed" in
${cases.join('\n')}
${levels.join('\n')}
  esac
  (( \${#choices} )) && _describe command choices
}
compdef _bylaw bylaw
`;
}
