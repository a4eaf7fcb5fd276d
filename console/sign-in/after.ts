const usual = '/console/';
/** Any origin does: only whether it stays the same is looked at. */
const here = 'https://here.invalid';

/**
 * Where a finished sign-in leads: the place in the console that asked for it. Nothing but a path of this server, so that nobody can be sent
 * elsewhere by a link to the sign-in page.
 */
export function placeAfter(search: string): string {
  const wanted = new URLSearchParams(search).get('next') ?? usual;
  // As the browser would read it: with `..` gone, and with whatever host a second slash would make of it.
  const { origin, pathname, search: query, hash } = new URL(wanted, here);
  const isOurs = origin === here && wanted.startsWith('/') && /^\/console(?:\/|$)/.test(pathname);
  return isOurs ? pathname + query + hash : usual;
}
