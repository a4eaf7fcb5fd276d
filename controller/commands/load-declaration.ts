import { resolve } from 'node:path';
import type { Declaration } from '../../schemas/contract/declaration.ts';
import { type Diagnostic, passes } from '../../schemas/contract/diagnostic.ts';
import { readOrigin } from '../client/origin.ts';
import { loadSet } from '../manifest/load-set.ts';
import { problemsLines } from '../render/plan-problems.ts';
import { createTextStyle } from '../render/text-style.ts';
import type { CommandContext } from './command.ts';

export type Allowances = Pick<Declaration, 'allowDeletions' | 'takeOver' | 'takeOverSet'>;

export interface LoadedDeclaration {
  readonly declaration: Declaration;
  /** `spec.server` of the set. */
  readonly server: string | undefined;
}

function problemsText(diagnostics: readonly Diagnostic[], context: CommandContext): string {
  const style = createTextStyle({ ...context, colour: context.complaintColour });
  return `${problemsLines(diagnostics, style).slice(1).join('\n')}\n`;
}

/** Why nothing can be planned: an unreadable or invalid manifest means no plan at all, not a plan without it. */
function complaint(diagnostics: readonly Diagnostic[], context: CommandContext): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const count = errors === 1 ? '1 error' : `${errors} errors`;
  return `${problemsText(diagnostics, context)}\n${count}: nothing was planned. \`bylaw validate\` shows them in their place.\n`;
}

/**
 * Reads the set of a folder into a declaration, with where it comes from and what the caller allows.
 *
 * @param path folder or file of the set; undefined: the working directory
 */
export async function loadDeclaration(
  path: string | undefined,
  allowances: Allowances,
  context: CommandContext,
): Promise<LoadedDeclaration | { readonly complaint: string }> {
  const { cwd, env, setFile } = context;
  const origin = readOrigin(resolve(cwd, path ?? '.'), env);
  const loaded = await loadSet(path ?? [], { cwd, setFile });
  if (!passes(loaded.diagnostics)) return { complaint: complaint(loaded.diagnostics, context) };
  if (loaded.diagnostics.length > 0) context.remark(problemsText(loaded.diagnostics, context));
  const declaration = await loaded.declaration(await origin);
  return { declaration: { ...declaration, ...allowances }, server: loaded.set.server };
}
