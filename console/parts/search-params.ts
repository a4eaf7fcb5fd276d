/** Search parameters of an address, as a page reads them: whoever edits the address by hand gets the page, not an error. */
type Search = Readonly<Record<string, unknown>>;

/** A text; nothing where it is empty. The router reads `?q=12` as a number. */
export function textOf(search: Search, name: string): string | undefined {
  const value = search[name];
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** One of a few words; nothing where it is another. */
export function oneOf<Word extends string>(
  search: Search,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = textOf(search, name);
  return words.find((word) => word === text);
}

/** Without what is not set, so that it does not stand in the address. */
export function present<Given extends object>(
  given: Given,
): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } {
  const set = Object.entries(given).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(set) as { [Name in keyof Given]?: Exclude<Given[Name], undefined> };
}
