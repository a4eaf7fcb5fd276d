import type { Json } from '../../schemas/contract/json.ts';
import type { Message } from './finding.ts';

const yes = /^(?:y|yes|on)$/i;
const no = /^(?:n|no|off)$/i;

/** Text was due, and YAML read the unquoted word or number as something else. */
export function explainUnquoted(written: string, value: Json): Message {
  const read = typeof value === 'boolean' ? `the truth value ${value}` : `the number ${String(value)}`;
  return {
    code: 'yaml/quote',
    summary: `${written} is read as ${read}, and text is due here`,
    remedy: `Quote it: "${written}"`,
  };
}

/** True or false was due, and a word of YAML 1.1 stands there. */
export function explainWordForTruth(value: string): Message | undefined {
  const meant = yes.test(value) ? 'true' : no.test(value) ? 'false' : undefined;
  if (meant === undefined) return undefined;
  return {
    code: 'schema/type',
    summary: `true or false is due here, not the word ${JSON.stringify(value)}`,
    remedy: `Write ${meant}`,
  };
}

/** A word that is text in YAML 1.2 and true or false for many other tools. */
export function explainAmbiguousWord(written: string): Message {
  const read = yes.test(written) ? 'true' : 'false';
  return {
    code: 'yaml/quote',
    summary: `${written} is text here, but many tools read it as ${read}`,
    remedy: `Quote it: "${written}"`,
  };
}

/** Words whose meaning differs between YAML 1.1 and 1.2. */
export function isAmbiguousWord(text: string): boolean {
  return text.length <= 3 && (yes.test(text) || no.test(text));
}
