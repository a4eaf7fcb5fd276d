import { type Completable, longFlag, nextWords, takesValue } from './completion-model.ts';

/** Values of the options of a command; a command without such options needs no case. */
function valueCases({ path, options }: Completable): string[] {
  const command = path.join(' ');
  return options.filter(takesValue).map((option) => {
    const flag = longFlag(option);
    const short = /^-[a-z]/u.exec(option.flags)?.[0];
    const pattern = [flag, ...(short === undefined ? [] : [short])]
      .map((name) => `'${command} ${name}'`)
      .join('|');
    if (option.choices !== undefined) return `    ${pattern}) choices='${option.choices.join(' ')}' ;;`;
    return `    ${pattern}) ${option.completes === 'folder' ? 'kind=folder' : option.completes === 'file' ? 'kind=file' : 'kind=none'} ;;`;
  });
}

/** The script that `source <(bylaw completion bash)` reads. */
export function renderBashCompletion(commands: readonly Completable[]): string {
  const known = commands.map(
    ({ path }) => `'${path.join(' ')}'|'${path.join(' ')} '*) command='${path.join(' ')}' ;;`,
  );
  const levels = [...nextWords(commands)].map(
    ([begin, words]) => `      '${begin}') choices='${[...words.keys()].join(' ')}' ;;`,
  );
  const options = commands.map(
    ({ path, options: own }) => `    '${path.join(' ')}') choices='${own.map(longFlag).join(' ')} --help' ;;`,
  );
  return `# Completion of bylaw for bash: source <(bylaw completion bash)
_bylaw() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words='' command='' choices='' kind='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == -* ]] || words="$words\${words:+ }\${COMP_WORDS[i]}"
  done
  case "$words" in
${known.map((line) => `    ${line}`).join('\n')}
  esac
  case "$command $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  if [[ -z $choices$kind && -z $command ]]; then
    case "$words" in
${levels.join('\n')}
    esac
  elif [[ -z $choices$kind && $current == -* ]]; then
    case "$command" in
${options.join('\n')}
    esac
  fi
  if [[ -n $choices ]]; then COMPREPLY=($(compgen -W "$choices" -- "$current"))
  elif [[ $kind == folder ]]; then COMPREPLY=($(compgen -d -- "$current"))
  elif [[ $kind != none ]]; then COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _bylaw bylaw
`;
}
