/** A pattern for `ILIKE` that finds the text anywhere: what would be a wildcard in it is itself. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
