import type { Json } from '../../schemas/contract/json.ts';
import { redactText } from '../../schemas/contract/secret-form.ts';

const longest = 60;

/** A value on one short line, for messages: text in double quotes, invisible characters escaped, secrets left out. */
export function showValue(value: Json | undefined): string {
  const text = redactText(JSON.stringify(value) ?? 'nothing');
  const visible = text.replace(
    /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    escapeCharacter,
  );
  return visible.length > longest ? `${visible.slice(0, longest - 1)}…` : visible;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** `a, b or c`; of long lists the first ones. */
export function showChoices(choices: readonly unknown[]): string {
  const shown = choices.slice(0, 12).map(String);
  if (choices.length > shown.length) return `${shown.join(', ')} … (${choices.length} in all)`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}
