import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LogoutInput } from '../identity/saml/verify-logout.ts';
import { Refusal } from '../request/refusal.ts';
import { takeLogout } from '../sign-in/saml/log-out.ts';
import { sendPage } from './page.ts';
import { connectionOf, htmlAnswer, mostForm, type SlugParams, samlTags, slugParams } from './saml-place.ts';
import type { SignInServices } from './sign-in-services.ts';

type LogoutForm = { readonly SAMLRequest?: unknown; readonly SAMLResponse?: unknown };

function inputOf(request: FastifyRequest): LogoutInput {
  if (request.method === 'GET') return { binding: 'redirect', query: request.url.split('?')[1] ?? '' };
  const { SAMLRequest, SAMLResponse } = (request.body ?? {}) as LogoutForm;
  return SAMLRequest === undefined
    ? { binding: 'post', name: 'SAMLResponse', value: SAMLResponse }
    : { binding: 'post', name: 'SAMLRequest', value: SAMLRequest };
}

/** Messages of the identity provider about somebody who signs out there. */
export function logoutRoute(app: FastifyInstance, services: SignInServices, method: 'GET' | 'POST'): void {
  app.route<{ Params: SlugParams }>({
    method,
    url: '/login/saml/:slug/slo',
    config: { access: 'public' },
    bodyLimit: mostForm,
    preHandler: services.limit,
    schema: {
      summary: 'Single logout service (SAML 2.0, HTTP-Redirect and HTTP-POST)',
      tags: samlTags,
      params: slugParams,
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
