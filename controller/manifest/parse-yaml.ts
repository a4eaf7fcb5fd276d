import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Json } from '../../schemas/contract/json.ts';
import { contentOffset, locatePlain } from './locate-plain.ts';
import type { ParsedText, SourceText } from './manifest-document.ts';
import type { Locator } from './place.ts';
import { readPlainYaml } from './read-plain-yaml.ts';
import { lineReader, type Stretch } from './stretch.ts';

/**
 * Reads all documents of a YAML file. What keeps to the plain subset is read fast; a document that does not is read
 * by `yaml`, which is loaded only then. Both give the same values: test/controller/manifest holds them against each other.
 * @param text with `\n` as line ends and without byte order mark.
 */
export function parseYaml(file: string, text: string): ParsedText | Promise<ParsedText> {
  const stretches = splitDocuments(file, text) ?? [{ file, text, firstLine: 1 }];
  const [only] = stretches;
  const plain = stretches.length === 1 && only ? readPlain(only) : undefined;
  return plain ?? parseStretches(stretches);
}

async function parseStretches(stretches: readonly Stretch[]): Promise<ParsedText> {
  const sources: SourceText[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const stretch of stretches) {
    const read = readPlain(stretch) ?? (await readByAuthority(stretch));
    sources.push(...read.sources);
    diagnostics.push(...read.diagnostics);
  }
  return { sources, diagnostics };
}

async function readByAuthority(stretch: Stretch): Promise<ParsedText> {
  const { readYaml } = await import('./read-yaml.ts');
  return readYaml(stretch);
}

function readPlain(stretch: Stretch): ParsedText | undefined {
  const read = readPlainYaml(stretch.text);
  if (!read) return undefined;
  const content = contentOffset(stretch.text);
  if (read.value === null && content === stretch.text.length) return { sources: [], diagnostics: [] };
  return { sources: [new PlainSource(stretch, content, read.value)], diagnostics: [] };
}

/** A class, because ten thousand of these share their methods. */
class PlainSource implements SourceText {
  readonly file: string;
  readonly line: number;
  readonly value: Json;
  readonly #stretch: Stretch;
  #lineAt: ((line: number) => string) | undefined;

  constructor(stretch: Stretch, content: number, value: Json) {
    this.file = stretch.file;
    this.line = stretch.firstLine + countLines(stretch.text, 0, content);
    this.value = value;
    this.#stretch = stretch;
  }

  async locate(): Promise<Locator> {
    const { text, firstLine } = this.#stretch;
    return locatePlain(text, firstLine) ?? { key: () => undefined, value: () => undefined };
  }

  lineAt(line: number): string {
    this.#lineAt ??= lineReader(this.#stretch);
    return this.#lineAt(line);
  }
}

/**
 * Cuts a file at its `---` lines; a line that begins so ends a document wherever it stands (YAML 1.2.2, section 9.1.2).
 * @returns undefined where directives, document ends or content on a `---` line make it less simple.
 */
function splitDocuments(file: string, text: string): Stretch[] | undefined {
  if (hasLine(text, '%') || hasLine(text, '...')) return undefined;
  if (!hasLine(text, '---')) return [{ file, text, firstLine: 1 }];
  const stretches: Stretch[] = [];
  let start = 0;
  let firstLine = 1;
  for (const { 0: line, index } of text.matchAll(/^---(?= |$).*$/gm)) {
    if (!/^--- *(?: #.*)?$/.test(line)) return undefined;
    stretches.push({ file, text: text.slice(start, index), firstLine });
    const next = Math.min(index + line.length + 1, text.length);
    firstLine += countLines(text, start, next);
    start = next;
  }
  stretches.push({ file, text: text.slice(start), firstLine });
  return stretches;
}

function hasLine(text: string, beginning: string): boolean {
  return text.startsWith(beginning) || text.includes(`\n${beginning}`);
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
