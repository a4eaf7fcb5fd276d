const usual = '/console/';

/**
 * Where a finished sign-in leads: the place in the console that asked for it. Nothing but a path of this server, so that nobody can be sent
 * elsewhere by a link to the sign-in page.
 */
export function placeAfter(search: string): string {
  const wanted = new URLSearchParams(search).get('next') ?? usual;
  return /^\/console(?:[/?#]|$)/.test(wanted) && !wanted.includes('\\') ? wanted : usual;
}
