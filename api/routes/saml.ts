import formBody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from '../../schemas/contract/html-text.ts';
import { newLinkToken } from '../identity/api-key.ts';
import { authnRequest } from '../identity/saml/authn-request.ts';
import { spMetadata } from '../identity/saml/sp-metadata.ts';
import type { LogoutInput } from '../identity/saml/verify-logout.ts';
import { Refusal } from '../request/refusal.ts';
import { type AccountSso, findBySlug, samlAddresses } from '../sign-in/saml/find-connection.ts';
import { takeLogout } from '../sign-in/saml/log-out.ts';
import { refreshMetadata, unreadPlace } from '../sign-in/saml/refresh-metadata.ts';
import { insertRequest, newRequestId, type RequestPurpose } from '../sign-in/saml/requests.ts';
import { type SamlTest, signInBySaml } from '../sign-in/saml/sign-in-by-saml.ts';
import { ensureSpKey } from '../sign-in/saml/sp-key.ts';
import { browserOf } from './browser.ts';
import { sendPage } from './page.ts';
import { answerStep, type SignInServices } from './sign-in-services.ts';

const tags = ['single sign-on'];
const config = { access: 'public' } as const;
const mebibyte = 1024 * 1024;

interface Params {
  readonly slug: string;
}

const params = {
  type: 'object',
  required: ['slug'],
  properties: { slug: { type: 'string', maxLength: 128 } },
} as const;

const htmlAnswer = (description: string): object => ({
  description,
  content: { 'text/html': { schema: { type: 'string' } } },
});

/** A path of this origin, or none: whoever comes back is never sent on to another site. */
function ownPath(text: unknown): string | null {
  return typeof text === 'string' && /^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(text) ? text : null;
}

/** The first sign-in after an address of metadata was declared need not wait for the job that reads it. */
async function readMetadata({ deps, fetchText }: SignInServices, slug: string): Promise<boolean> {
  const place = await deps.database.snapshot((tx) => unreadPlace(tx, slug));
  if (place === undefined) return false;
  const allowLoopback = deps.publicUrl.startsWith('http:');
  return (await refreshMetadata({ ...deps, fetchText, allowLoopback }, place)) === 'changed';
}

async function connectionOf(services: SignInServices, request: FastifyRequest): Promise<AccountSso> {
  const { deps } = services;
  const { slug } = request.params as Params;
  const find = (): Promise<AccountSso | null> => deps.database.snapshot((tx) => findBySlug(tx, deps, slug));
  const found = (await find()) ?? ((await readMetadata(services, slug)) ? await find() : null);
  if (found !== null) return found;
  throw new Refusal(404, 'saml/unknown-address', 'Nobody signs in at this address.', {
    remedy: 'check the address, or ask your administrator for it',
  });
}

/** Refusals of these routes are read by people in a browser: a plain page with the reference number. */
function plainRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    if (!(error instanceof Refusal)) throw error;
    const remedy = error.remedy === undefined ? '' : `<p>${escapeHtml(error.remedy)}</p>`;
    const body = `<p>${escapeHtml(error.message)}</p>${remedy}<p>Reference: <code>${escapeHtml(request.id)}</code></p>`;
    return sendPage(reply, error.status, 'Signing in is not possible', body);
  });
}

/** Sends the browser to the identity provider, and remembers what for. */
export async function sendToProvider(
  { deps, cookies }: SignInServices,
  request: FastifyRequest,
  reply: FastifyReply,
  found: AccountSso,
  { purpose, returnTo }: { readonly purpose: RequestPurpose; readonly returnTo: string | null },
): Promise<string> {
  const browserToken = cookies.read(request, 'saml') ?? newLinkToken().token;
  const requestId = newRequestId();
  const relayState = await deps.database.write((tx) =>
    insertRequest(tx, deps, found, { requestId, purpose, browserToken, returnTo }),
  );
  cookies.set(reply, 'saml', browserToken);
  return authnRequest(
    { ...found.connection, loginUrl: found.loginUrl },
    { id: requestId, now: deps.now(), relayState },
  );
}

function initiation(app: FastifyInstance, services: SignInServices): void {
  app.get<{ Params: Params; Querystring: { returnTo?: string } }>(
    '/login/saml/:slug/',
    {
      config,
      schema: {
        summary: 'Begin single sign-on: redirects to the identity provider',
        tags,
        params,
        querystring: { type: 'object', properties: { returnTo: { type: 'string', maxLength: 2001 } } },
        response: { 302: { description: 'To the identity provider.', type: 'null' } },
      },
    },
    async (request, reply) => {
      const found = await connectionOf(services, request);
      const returnTo = ownPath(request.query.returnTo);
      return reply.redirect(
        await sendToProvider(services, request, reply, found, { purpose: 'sign-in', returnTo }),
        302,
      );
    },
  );
}

function testPage(reply: FastifyReply, test: SamlTest): FastifyReply {
  const row = (name: string, value: string): string =>
    `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`;
  const facts = [
    row('NameID', test.nameId),
    row('Person', test.user === null ? 'none' : `${test.user} (by ${test.matchedBy})`),
    row('Groups', test.groups === null ? 'no group claim' : test.groups.join(', ') || 'none'),
    ...test.attributes.map(([name, values]) => row(name, values.join(', '))),
  ].join('\n');
  const verdict =
    test.problem === null ? 'Signing in by this configuration works.' : `It does not work: ${test.problem}.`;
  return sendPage(
    reply,
    200,
    'Test of single sign-on',
    `<p>${escapeHtml(verdict)}</p>\n<table>${facts}</table>`,
  );
}

function consumer(app: FastifyInstance, services: SignInServices): void {
  app.post<{ Params: Params; Body: { SAMLResponse?: unknown; RelayState?: unknown } }>(
    '/login/saml/:slug/acs',
    {
      config,
      bodyLimit: mebibyte,
      preHandler: services.limit,
      schema: {
        summary: 'Assertion consumer service (SAML 2.0, HTTP-POST)',
        tags,
        params,
        consumes: ['application/x-www-form-urlencoded'],
        response: {
          200: htmlAnswer('What a test sign-in has found.'),
          303: { description: 'Signed in: on to where the person wanted to go.', type: 'null' },
          403: htmlAnswer('A plain page with a reference number.'),
          404: htmlAnswer('Nobody signs in at this address.'),
          429: htmlAnswer('Too many tries.'),
        },
      },
    },
    async (request, reply) => {
      const { deps, cookies } = services;
      const found = await connectionOf(services, request);
      const { SAMLResponse: response, RelayState: relay } = request.body ?? {};
      const form = { response, relayState: typeof relay === 'string' ? relay : '' };
      const browser = browserOf(request, cookies);
      const outcome = await signInBySaml(deps, found, form, cookies.read(request, 'saml'), browser);
      if (outcome.test !== null) return testPage(reply, outcome.test);
      if (outcome.step !== null) answerStep(services, request, reply, outcome.step);
      cookies.clear(reply, 'saml');
      return reply.redirect(outcome.request.returnTo ?? '/', 303);
    },
  );
}

function metadata(app: FastifyInstance, services: SignInServices): void {
  app.get<{ Params: Params }>(
    '/login/saml/:slug/metadata',
    {
      config,
      schema: {
        summary: 'Metadata of the service provider, for the identity provider',
        tags,
        params,
        response: {
          200: {
            description: 'SAML metadata.',
            content: { 'application/samlmetadata+xml': { schema: { type: 'string' } } },
          },
        },
      },
    },
    async (request, reply) => {
      await ensureSpKey(services.deps, await connectionOf(services, request));
      const found = await connectionOf(services, request);
      const addresses = samlAddresses(services.deps.publicUrl, found.slug);
      const xml = spMetadata({
        ...found.connection,
        sloUrl: addresses.logout,
        encryptionCertificates: found.spCertificate === null ? [] : [found.spCertificate],
      });
      return reply.type('application/samlmetadata+xml; charset=utf-8').send(xml);
    },
  );
}

type LogoutForm = { readonly SAMLRequest?: unknown; readonly SAMLResponse?: unknown };

function inputOf(request: FastifyRequest): LogoutInput {
  if (request.method === 'GET') return { binding: 'redirect', query: request.url.split('?')[1] ?? '' };
  const { SAMLRequest, SAMLResponse } = (request.body ?? {}) as LogoutForm;
  return SAMLRequest === undefined
    ? { binding: 'post', name: 'SAMLResponse', value: SAMLResponse }
    : { binding: 'post', name: 'SAMLRequest', value: SAMLRequest };
}

function logout(app: FastifyInstance, services: SignInServices, method: 'GET' | 'POST'): void {
  app.route<{ Params: Params }>({
    method,
    url: '/login/saml/:slug/slo',
    config,
    bodyLimit: mebibyte,
    preHandler: services.limit,
    schema: {
      summary: 'Single logout service (SAML 2.0, HTTP-Redirect and HTTP-POST)',
      tags,
      params,
      response: {
        200: htmlAnswer('Signed out.'),
        302: { description: 'Back to the identity provider with our answer.', type: 'null' },
        403: htmlAnswer('A plain page with a reference number.'),
        404: htmlAnswer('Nobody signs in at this address.'),
        429: htmlAnswer('Too many tries.'),
      },
    },
    handler: async (request, reply) => {
      const found = await connectionOf(services, request);
      const outcome = await takeLogout(services.deps, found, inputOf(request));
      if ('refused' in outcome) {
        request.log.warn({ check: outcome.refused, slug: found.slug }, 'a logout message was refused');
        throw new Refusal(403, 'saml/logout-refused', 'This message does not sign anybody out.');
      }
      if (outcome.next !== null) return reply.redirect(outcome.next, 302);
      return sendPage(reply, 200, 'Signed out', '<p>You are signed out.</p>');
    },
  });
}

/** Single sign-on as a browser meets it: the way out, the way back, and what the identity provider must know. */
export async function samlRoutes(app: FastifyInstance, services: SignInServices): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(formBody, { bodyLimit: mebibyte });
    plainRefusals(scope);
    initiation(scope, services);
    consumer(scope, services);
    metadata(scope, services);
    logout(scope, services, 'GET');
    logout(scope, services, 'POST');
  });
}
