import { relative, sep } from 'node:path';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { passes } from '../../schemas/contract/diagnostic.ts';
import { type LoadedSet, loadSet } from '../manifest/load-set.ts';
import { sourceLines } from '../manifest/source-lines.ts';
import type { DiagnosticsReport } from '../render/diagnostics-report.ts';
import { choiceOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';

const formats = ['text', 'json', 'sarif', 'junit', 'github'] as const;

/** Diagnostics that the text format shows one by one. */
const shownOneByOne = 100;

/**
 * `bylaw validate [PATH...]`: checks manifests offline. The whole set that the paths belong to is read, because
 * manifests speak of each other; what is reported is limited to the paths, where they are parts of it.
 * Exit 0; 1 where there is an error.
 */
export async function validate(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const { cwd, setFile, version } = context;
  const set = await loadSet(raw.operands, { cwd, setFile, setRequired: false });
  const report: DiagnosticsReport = {
    version,
    root: relative(cwd, set.root).split(sep).join('/') || '.',
    files: set.files,
    documents: set.documents.length,
    diagnostics: set.diagnostics.filter((diagnostic) => concerns(set, diagnostic)),
    lineOf: sourceLines(set.root),
  };
  const output = await render(report, choiceOption(raw, 'format', formats), context);
  return { output, exitCode: passes(report.diagnostics) ? 0 : 1 };
}

/** Whether a diagnostic is about one of the paths asked for, or about the set as a whole. */
function concerns({ root, asked, setFile }: LoadedSet, { file }: Diagnostic): boolean {
  if (file === undefined || `${root}/${file}` === setFile || asked.length === 0) return true;
  const path = `${root}/${file}`;
  return asked.some((target) => path === target || path.startsWith(target === '/' ? target : `${target}/`));
}

async function render(
  report: DiagnosticsReport,
  format: (typeof formats)[number],
  { colour, width, verbose }: CommandContext,
): Promise<string> {
  if (format === 'json') return (await import('../render/diagnostics-json.ts')).diagnosticsJson(report);
  if (format === 'sarif') return (await import('../render/diagnostics-sarif.ts')).diagnosticsSarif(report);
  if (format === 'junit') return (await import('../render/diagnostics-junit.ts')).diagnosticsJunit(report);
  if (format === 'github') return (await import('../render/diagnostics-github.ts')).diagnosticsGithub(report);
  const [{ diagnosticsText }, { createPalette }] = await Promise.all([
    import('../render/diagnostics-text.ts'),
    import('../render/palette.ts'),
  ]);
  const limit = verbose ? Number.POSITIVE_INFINITY : shownOneByOne;
  return diagnosticsText(report, { palette: createPalette(colour), width, limit });
}
