import { relative, resolve, sep } from 'node:path';
import type { Declaration } from '../../schemas/contract/declaration.ts';
import { passes } from '../../schemas/contract/diagnostic.ts';
import { readOrigin } from '../client/origin.ts';
import { type LoadedSet, loadSet } from '../manifest/load-set.ts';
import { sourceLines } from '../manifest/source-lines.ts';
import { createPalette } from '../render/palette.ts';
import type { CommandContext } from './command.ts';

export type Allowances = Pick<Declaration, 'allowDeletions' | 'takeOver' | 'takeOverSet'>;

export interface LoadedDeclaration {
  readonly declaration: Declaration;
  /** `spec.server` of the set. */
  readonly server: string | undefined;
}

/** What was found in a set, as `bylaw validate` shows it. */
async function problemsText(set: LoadedSet, context: CommandContext): Promise<string> {
  const { diagnosticsText } = await import('../render/diagnostics-text.ts');
  const report = {
    version: context.version,
    root: relative(context.cwd, set.root).split(sep).join('/') || '.',
    files: set.files,
    documents: set.documents.length,
    diagnostics: set.diagnostics,
    lineOf: sourceLines(set.root),
  };
  const limit = context.verbose ? Number.POSITIVE_INFINITY : 20;
  return diagnosticsText(report, {
    palette: createPalette(context.complaintColour),
    width: context.width,
    limit,
  });
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
  // Unreadable or invalid means no plan at all, not a plan without it.
  if (!passes(loaded.diagnostics)) {
    return {
      complaint: `${await problemsText(loaded, context)}Nothing was planned: the manifests have errors.\n`,
    };
  }
  if (loaded.diagnostics.length > 0) context.remark(`${await problemsText(loaded, context)}\n`);
  const declaration = await loaded.declaration(await origin);
  return { declaration: { ...declaration, ...allowances }, server: loaded.set.server };
}
