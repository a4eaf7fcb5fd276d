import type { YAMLError } from 'yaml';

interface Explanation {
  readonly code: string;
  readonly summary: string;
  readonly remedy: string;
}

const byCode: Partial<Record<YAMLError['code'], Explanation>> = {
  TAB_AS_INDENT: {
    code: 'yaml/tab',
    summary: 'a tab indents this line; YAML allows spaces only',
    remedy: 'Replace the tab with spaces',
  },
  RESOURCE_EXHAUSTION: {
    code: 'yaml/too-deep',
    summary: 'nested too deep to be read',
    remedy: 'Manifests need about ten levels; check the brackets and the indentation',
  },
  NON_STRING_KEY: {
    code: 'yaml/syntax',
    summary: 'a list or a mapping stands where a key is due',
    remedy: 'Write a plain word as the key; text that begins with [ or { needs quotes',
  },
  BAD_ALIAS: {
    code: 'yaml/alias',
    summary: 'an alias without a name',
    remedy: 'Text that begins with * or & needs quotes',
  },
  BAD_SCALAR_START: {
    code: 'yaml/syntax',
    summary: 'a plain value cannot begin with this character',
    remedy: 'Put the value in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    code: 'yaml/syntax',
    summary: 'a second ": " on the same line',
    remedy: 'Put the value in quotes if the colon belongs to it; otherwise begin a new line',
  },
  BAD_DIRECTIVE: {
    code: 'yaml/syntax',
    summary: 'a line that begins with % is a directive of YAML, and this one is unknown',
    remedy: 'Remove the line, or quote the text',
  },
};

const remedies: Partial<Record<YAMLError['code'], string>> = {
  BAD_INDENT: 'Give all members of one mapping or list the same indentation',
  MULTILINE_IMPLICIT_KEY:
    'Check for a colon that is missing after the key, and for quotes that are not closed',
  MISSING_CHAR: 'Check the line before for a missing colon, comma, quote or bracket',
  UNEXPECTED_TOKEN: 'Check the line for a stray character, and the line before for a missing one',
  BAD_DQ_ESCAPE: 'Double the backslash, or use single quotes',
};

/** Says in plain words what `yaml` found. */
export function explainYamlError(error: YAMLError): Explanation {
  const known = byCode[error.code];
  if (known) return known;
  const summary = error.message.replace(/\.$/, '');
  return {
    code: 'yaml/syntax',
    summary: summary.charAt(0).toLowerCase() + summary.slice(1),
    remedy: remedies[error.code] ?? 'Check the indentation, the quotes and the brackets around this place',
  };
}
