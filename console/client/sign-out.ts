import { bodyOf, client } from './client.ts';

/** Ends the session, and goes on to the identity provider's where there is one. */
export async function signOut(): Promise<void> {
  const { next } = await bodyOf(client.POST('/v1/sign-out'));
  window.location.assign(next ?? '/signed-out');
}
