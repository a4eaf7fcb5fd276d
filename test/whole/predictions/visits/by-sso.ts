import { randomUUID } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { Person } from '../../../../controller/idp/response-model.ts';
import { responseFor } from '../../../../controller/idp/response-model.ts';
import { responseXml } from '../../../../controller/idp/response-xml.ts';
import { signXml } from '../../../../controller/idp/sign-xml.ts';
import { testBrowser } from '../../../api/sign-in/browser.ts';
import { type Arrived, arrived, type Outside, refused } from './visitor.ts';

const origin = 'http://localhost:8080';

const network = 'sign-in/network';

/** The answer of the identity provider that he is who he is. */
function answerFor({ idp, now }: Outside, slug: string, person: Person, location: string) {
  const url = new URL(location);
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  const requestId = /ID="([^"]+)"/.exec(xml)?.[1] ?? '';
  const base = `${origin}/login/saml/${slug}`;
  const model = responseFor(
    person,
    { acsUrl: `${base}/acs`, spEntityId: `${base}/metadata`, requestId },
    { entityId: idp.entityId, now: now(), newId: () => `_${randomUUID()}` },
  );
  return {
    SAMLResponse: Buffer.from(signXml(responseXml(model), 'Assertion', idp.key)).toString('base64'),
    RelayState: url.searchParams.get('RelayState') ?? '',
  };
}

async function from(outside: Outside, slug: string, person: Person, remoteAddress: string): Promise<Arrived> {
  const { app } = outside;
  const begun = await app.inject({ method: 'GET', url: `/login/saml/${slug}/`, remoteAddress });
  if (begun.statusCode >= 500) throw new Error(`the server answers ${begun.payload}`);
  if (begun.statusCode !== 302) return refused('sso/not-offered');
  const form = answerFor(outside, slug, person, String(begun.headers.location));
  const answer = await app.inject({
    method: 'POST',
    url: `/login/saml/${slug}/acs`,
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    cookies: Object.fromEntries(begun.cookies.map(({ name, value }) => [name, value])),
    payload: new URLSearchParams(form).toString(),
  });
  if (answer.statusCode >= 500) throw new Error(`the server answers ${answer.payload}`);
  if (answer.statusCode !== 303)
    return refused(answer.payload.includes('not sign in from this network') ? network : answer.payload);
  const browser = testBrowser(app, remoteAddress);
  for (const { name, value } of answer.cookies) browser.cookies.set(name, value);
  return arrived(browser);
}

/** Signs in by the identity provider at an account's address, from wherever that is allowed. */
export async function bySso(outside: Outside, slug: string, person: Person): Promise<Arrived> {
  let end = refused('');
  for (const address of outside.addresses) {
    end = await from(outside, slug, person, address);
    if (end.end !== network) break;
  }
  return end;
}
