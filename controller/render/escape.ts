/**
 * Characters that could make a terminal (or a reader) see something else than what is there: control characters, escape
 * sequences, characters without width, marks that turn the direction of text (Unicode TR 36), and halves of surrogates.
 */
const treacherous = new RegExp(
  [
    '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]',
    // Characters without width that Unicode counts as letters or marks.
    '\\u034F',
    '[\\u115F\\u1160\\u17B4\\u17B5\\u3164\\uFFA0]',
  ].join('|'),
  'gu',
);

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0a) return '\\n';
  if (code === 0x0d) return '\\r';
  if (code === 0x09) return '\\t';
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/**
 * Makes text that came from outside safe to print on one line: names, values, messages of a server.
 * Everything printed passes through here, colours are put around it afterwards.
 */
export function escapeControls(text: string): string {
  return text.replace(treacherous, escapeCharacter);
}
