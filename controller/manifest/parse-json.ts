import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { isObject, type Json } from '../../schemas/contract/json.ts';
import { contentOffset, locatePlain } from './locate-plain.ts';
import type { ParsedText, SourceText } from './manifest-document.ts';
import { measureValue } from './measure-value.ts';
import { type Locator, lineFinder } from './place.ts';
import { lineReader, type Stretch } from './stretch.ts';

/**
 * Reads a JSON file. `JSON.parse` keeps the last of two equal keys in silence, so members are counted besides; where
 * something is wrong, `yaml`, of which JSON is a subset, tells what and where.
 */
export async function parseJson(file: string, text: string): Promise<ParsedText> {
  const stretch: Stretch = { file, text, firstLine: 1 };
  if (text.trim() === '') return { sources: [], diagnostics: [] };
  const value = tryParse(text);
  if (value instanceof SyntaxError) return { sources: [], diagnostics: [explainSyntax(stretch, value)] };
  const tooMuch = measureValue(value);
  if (tooMuch) return { sources: [], diagnostics: [{ ...tooMuch, file, line: 1, column: 1 }] };
  const diagnostics = countMembers(value) === countWritten(text) ? [] : await findDuplicates(stretch);
  const source: SourceText = {
    file,
    line: lineFinder(text, 1)(contentOffset(text)).line,
    value,
    locate: () => locateJson(stretch),
    lineAt: lineReader(stretch),
  };
  return { sources: [source], diagnostics };
}

function tryParse(text: string): Json | SyntaxError {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

function countMembers(value: Json): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countMembers(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, member) => sum + 1 + countMembers(member), 0);
}

/** Colons outside strings, in text that is known to be JSON. */
function countWritten(text: string): number {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
}

async function findDuplicates(stretch: Stretch): Promise<readonly Diagnostic[]> {
  const { readYaml } = await import('./read-yaml.ts');
  const found = readYaml(stretch).diagnostics;
  return found.length > 0 ? found : [duplicateSomewhere(stretch)];
}

function duplicateSomewhere({ file }: Stretch): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/duplicate-key',
    summary: 'a key occurs twice in one object of this file',
    remedy: 'Keep one of the two',
    file,
    line: 1,
    column: 1,
  };
}

/** JSON's tabs can only stand between values, so that spaces in their place change no offset. */
async function locateJson(stretch: Stretch): Promise<Locator> {
  const plain = locatePlain(stretch.text.replaceAll('\t', ' '), stretch.firstLine);
  if (plain) return plain;
  const { readYaml } = await import('./read-yaml.ts');
  const locator = await readYaml(stretch).sources[0]?.locate();
  return locator ?? { key: () => undefined, value: () => undefined };
}

function explainSyntax(stretch: Stretch, error: SyntaxError): Diagnostic {
  const reported = /at position (\d+)/.exec(error.message)?.[1];
  const offset = reported === undefined ? firstForeign(stretch.text) : Number(reported);
  return {
    severity: 'error',
    code: 'json/syntax',
    summary: `not valid JSON: ${error.message.replace(/(?: in JSON at position|, (?:"|\.\.\.)).*$/s, '').slice(0, 200)}`,
    remedy:
      'Check for a comma too many or missing, for single quotes, and for comments, which JSON does not have',
    file: stretch.file,
    ...lineFinder(stretch.text, 1)(offset),
  };
}

const token = /\s*(?:"(?:[^"\\\n]|\\.)*"|[-+\w.]+|[{}[\],:])/y;

/** Offset of the first character that begins nothing of JSON. */
function firstForeign(text: string): number {
  token.lastIndex = 0;
  let end = 0;
  while (token.test(text)) end = token.lastIndex;
  return end + (/^\s*/.exec(text.slice(end, end + 1000))?.[0].length ?? 0);
}
