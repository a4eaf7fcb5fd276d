import { type ConnectGuard, createFetchText } from '../guarded-fetch.ts';

/** Reads a JSON document from an address that others name. @throws Error in words that hold nothing of the answer */
export type FetchJson = (url: URL) => Promise<unknown>;

/** Far more than an issuer's keys take. */
const mostCharacters = 256 * 1024;

/** Reads small JSON documents, only from where `guard` allows. */
export function createFetchJson(guard: ConnectGuard): FetchJson {
  const fetchText = createFetchText(guard, 'application/json');
  return async (url) => {
    const text = await fetchText(url);
    if (text.length > mostCharacters) throw new Error('its answer is too long');
    try {
      return JSON.parse(text);
    } catch {
      throw new Error('its answer is not JSON');
    }
  };
}
