/** Where the list with these filters is there as a file. */
export function reportAddress(path: string, filters: Readonly<Record<string, string | number>>): string {
  const query = new URLSearchParams(
    Object.entries(filters).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}
