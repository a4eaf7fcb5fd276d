/** What stands in the place of a secret. */
export const redacted = '[redacted]';

/** Secrets that give themselves away by their form, wherever they stand. */
const knownForms =
  /byl_[0-9A-Za-z]{16,}|Bearer\s+[\w.~+/-]{8,}=*|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** A text without what has the form of a secret. */
export function redactText(text: string): string {
  return text.replace(knownForms, redacted);
}
