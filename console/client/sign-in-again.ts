/** Where signing in leads back to. */
function signInAddress(place: string): string {
  return `/login?next=${encodeURIComponent(place)}`;
}

/** Leaves the console for the sign-in page, and comes back to the same place. Whoever waits for it waits until the page is gone. */
export function signInAgain(): Promise<never> {
  const { pathname, search, hash } = window.location;
  window.location.assign(signInAddress(pathname + search + hash));
  return new Promise(() => undefined);
}
