import { Failure } from '../client/failure.ts';
import { renderBashCompletion } from '../render/completion-bash.ts';
import { renderFishCompletion } from '../render/completion-fish.ts';
import { renderZshCompletion } from '../render/completion-zsh.ts';
import { catalogue } from './catalogue.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { globalOptions } from './option-specs.ts';

const shells = { bash: renderBashCompletion, zsh: renderZshCompletion, fish: renderFishCompletion };

/** `bylaw completion SHELL`: a script that completes commands, options and their words. */
export async function completion(raw: RawArguments, _context: CommandContext): Promise<CommandResult> {
  const shell = raw.operands[0] ?? '';
  const render = Object.hasOwn(shells, shell) ? shells[shell as keyof typeof shells] : undefined;
  if (render === undefined) {
    throw new Failure(`There is no completion for '${shell}'`, { remedy: 'Say bash, zsh or fish' });
  }
  return {
    output: render(
      catalogue.map((spec) => ({ ...spec, options: [...(spec.options ?? []), ...globalOptions] })),
    ),
    exitCode: 0,
  };
}
