import { inflateRawSync } from 'node:zlib';

/**
 * The answers with which browsers come back from an identity provider: each browser was sent there by the server, so each answer is to a request
 * of its own, and good once.
 *
 * @param {string} url of the server
 * @param {ReturnType<import('./identity-provider.mjs').identityProvider>} provider
 * @param {object[]} people one for each answer
 * @returns {Promise<{ path: string, headers: Record<string, string>, body: string }[]>}
 */
export async function answersFor(url, provider, people) {
  const answers = [];
  for (const person of people) {
    const { cookie, relayState, request } = await sentAway(url);
    const SAMLResponse = provider.respond(person, request);
    answers.push({
      method: 'POST',
      path: '/login/saml/bench/acs',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
      body: new URLSearchParams({ SAMLResponse, RelayState: relayState }).toString(),
    });
  }
  return answers;
}

/** A browser that begins: what it gets along, and what the identity provider reads from the request (SAML 2.0 Bindings, 3.4.4.1). */
async function sentAway(url) {
  const answer = await fetch(`${url}/login/saml/bench/`, { redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`no request: ${answer.status} ${await answer.text()}`);
  const query = new URL(location).searchParams;
  const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString();
  const [cookie = ''] = answer.headers.getSetCookie().map((text) => text.split(';')[0] ?? '');
  const found = (pattern) => pattern.exec(xml)?.[1] ?? '';
  return {
    cookie,
    relayState: query.get('RelayState') ?? '',
    request: {
      requestId: found(/\bID="([^"]+)"/),
      acsUrl: found(/AssertionConsumerServiceURL="([^"]+)"/),
      spEntityId: found(/Issuer>([^<]+)</),
    },
  };
}
