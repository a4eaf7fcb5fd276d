import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { ReadResult } from './decode-text.ts';
import type { ParsedText } from './manifest-document.ts';
import { parseJson } from './parse-json.ts';
import { parseYaml } from './parse-yaml.ts';

/**
 * Parses what was read of a file: JSON by its name, else YAML. A file that was not read, or is empty, says so.
 * A promise only where `yaml` has to be loaded: ten thousand promises would cost more than they hold.
 */
export function parseFile(file: string, read: ReadResult): ParsedText | Promise<ParsedText> {
  if ('problem' in read) {
    return { sources: [], diagnostics: [{ severity: 'error', ...withRemedy(read.problem), file }] };
  }
  const parsed = file.endsWith('.json') ? parseJson(file, read.text) : parseYaml(file, read.text);
  return parsed instanceof Promise
    ? parsed.then((later) => unlessEmpty(file, later))
    : unlessEmpty(file, parsed);
}

function unlessEmpty(file: string, parsed: ParsedText): ParsedText {
  const empty = parsed.sources.length === 0 && parsed.diagnostics.length === 0;
  return empty ? { sources: [], diagnostics: [emptyFile(file)] } : parsed;
}

function withRemedy({
  code,
  summary,
  remedy = '',
}: {
  code: string;
  summary: string;
  remedy?: string | undefined;
}) {
  return { code, summary, remedy };
}

function emptyFile(file: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'file/empty',
    summary: 'this file holds no manifest',
    remedy: 'Remove the file, or write a manifest into it',
    file,
    line: 1,
    column: 1,
  };
}
