import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from '../generated/api.d.ts';
import { problemOf } from './problem.ts';
import { signInAgain } from './sign-in-again.ts';

const refusals: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined;
    // The session is over: nothing on this page can go on, so the person is sent to where it can.
    if (response.status === 401) return signInAgain();
    throw await problemOf(response);
  },
};

/**
 * The HTTP interface, typed from its OpenAPI document: `client.GET('/v1/seats')`. Its paths, parameters and bodies are checked when the console
 * is built. What is refused is thrown as a Problem.
 */
export const client = createClient<paths>({
  baseUrl: window.location.origin,
  // Looked up when called, so that a test can stand between.
  fetch: (request) => globalThis.fetch(request),
});
client.use(refusals);

/** The good answer's body. */
export async function bodyOf<Body>(answer: Promise<{ data?: Body }>): Promise<Body> {
  const { data } = await answer;
  return data as Body;
}
