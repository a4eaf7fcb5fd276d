import { Failure } from '../client/failure.ts';
import { renderBashCompletion } from '../render/completion-bash.ts';
import { renderFishCompletion } from '../render/completion-fish.ts';
import { renderZshCompletion } from '../render/completion-zsh.ts';
import type { Command } from './command.ts';
import { globalOptions, type OptionSpec } from './option-specs.ts';

const shells = { bash: renderBashCompletion, zsh: renderZshCompletion, fish: renderFishCompletion };

interface Completed {
  readonly path: readonly string[];
  readonly summary: string;
  readonly options?: readonly OptionSpec[];
}

/** `bylaw completion SHELL`: a script that completes the given commands, their options and the words of those. */
export function completionOf(commands: readonly Completed[]): Command {
  return async ({ operands: [shell = ''] }) => {
    const render = Object.hasOwn(shells, shell) ? shells[shell as keyof typeof shells] : undefined;
    if (render === undefined) {
      throw new Failure(`There is no completion for '${shell}'`, { remedy: 'Say bash, zsh or fish' });
    }
    const output = render(
      commands.map((spec) => ({ ...spec, options: [...(spec.options ?? []), ...globalOptions] })),
    );
    return { output, exitCode: 0 };
  };
}
