import { type Document, isScalar, parseAllDocuments, type YAMLError } from 'yaml';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Json } from '../../schemas/contract/json.ts';
import { explainYamlError } from './explain-yaml-error.ts';
import { inspectTree } from './inspect-yaml-tree.ts';
import { locateNodes } from './locate-nodes.ts';
import type { ParsedText, SourceText } from './manifest-document.ts';
import { measureValue } from './measure-value.ts';
import { lineFinder, type Place } from './place.ts';
import { lineReader, type Stretch } from './stretch.ts';

/** Larger documents are refused where `yaml` has to read them: it takes about a second a megabyte. */
const largestDocument = 4 * 1024 * 1024;

const syntaxErrorsShown = 10;

/** Duplicate keys are found by `inspectTree`: `yaml` compares every key with every other. */
const options = {
  version: '1.2',
  schema: 'core',
  merge: true,
  stringKeys: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/**
 * Reads any YAML with the `yaml` package: the authority for what a text means and for what is wrong with it.
 * Aliases and merge keys are resolved, within bounds.
 */
export function readYaml(stretch: Stretch): ParsedText {
  if (stretch.text.length > largestDocument) return { sources: [], diagnostics: [tooLarge(stretch)] };
  const find = lineFinder(stretch.text, stretch.firstLine);
  const sources: SourceText[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of parseAllDocuments(stretch.text, options)) {
    if (!('contents' in document)) continue;
    const read = readDocument(document, stretch, find);
    sources.push(...read.sources);
    diagnostics.push(...read.diagnostics);
  }
  return { sources, diagnostics };
}

function readDocument(
  document: Document.Parsed,
  stretch: Stretch,
  find: (offset: number) => Place,
): ParsedText {
  const { file } = stretch;
  const broken = syntaxErrors(document, file, find);
  if (broken.length > 0) return { sources: [], diagnostics: broken };
  if (isEmpty(document)) return { sources: [], diagnostics: [] };
  const start = find(document.contents?.range[0] ?? 0);
  const { diagnostics, ambiguous } = inspectTree(document.contents, (offset) => ({ file, ...find(offset) }));
  if (diagnostics.some(({ code }) => code === 'yaml/tag')) return { sources: [], diagnostics };
  const { value, problem } = toValue(document);
  if (problem) return { sources: [], diagnostics: [...diagnostics, { ...problem, file, ...start }] };
  const source: SourceText = {
    file,
    line: start.line,
    value,
    locate: async () => locateNodes(document, find),
    lineAt: lineReader(stretch),
    ...(ambiguous.length > 0 ? { ambiguous } : {}),
  };
  return { sources: [source], diagnostics };
}

/** Nothing but comments and space; `!` and `""` are values. */
function isEmpty({ contents }: Document.Parsed): boolean {
  if (contents === null) return true;
  return isScalar(contents) && contents.value === null && contents.range[0] === contents.range[1];
}

function syntaxErrors(
  document: Document.Parsed,
  file: string,
  find: (offset: number) => Place,
): Diagnostic[] {
  const errors: YAMLError[] = document.errors;
  return errors.slice(0, syntaxErrorsShown).map((error) => ({
    severity: 'error',
    ...explainYamlError(error),
    file,
    ...find(error.pos[0]),
  }));
}

interface Problem {
  readonly severity: 'error';
  readonly code: string;
  readonly summary: string;
  readonly remedy: string;
}

/** The plain value; a problem where aliases make it too large, too deep, or point nowhere. */
function toValue(document: Document.Parsed): { readonly value: Json; readonly problem?: Problem } {
  try {
    const value = document.toJS({ maxAliasCount: 10_000 }) as Json;
    const problem = measureValue(value);
    return problem ? { value: null, problem } : { value };
  } catch (error) {
    return { value: null, problem: aliasProblem(error instanceof Error ? error.message : String(error)) };
  }
}

function aliasProblem(message: string): Problem {
  if (/Excessive alias count|call stack/.test(message)) {
    return {
      severity: 'error',
      code: 'yaml/alias-expansion',
      summary: 'the aliases of this document expand to more than 10,000 nodes',
      remedy: 'Write the values out, or split the document',
    };
  }
  return {
    severity: 'error',
    code: 'yaml/alias',
    summary: message.replace(/^Unresolved alias \(.*\): /, 'no anchor before this alias is named '),
    remedy: 'Define the anchor with & in the same document, before its first use',
  };
}

function tooLarge({ file, text, firstLine }: Stretch): Diagnostic {
  return {
    severity: 'error',
    code: 'file/too-large',
    summary: `this document has ${(text.length / 1024 / 1024).toFixed(1)} MiB; at most ${largestDocument / 1024 / 1024} MiB are read where it uses more than plain YAML`,
    remedy: 'Split the document',
    file,
    line: firstLine,
    column: 1,
  };
}
