import type { FastifyInstance } from 'fastify';
import { signInBySaml } from '../sign-in/saml/sign-in-by-saml.ts';
import { browserOf } from './browser.ts';
import { connectionOf, htmlAnswer, mostForm, type SlugParams, samlTags, slugParams } from './saml-place.ts';
import { sendTestPage } from './saml-test-page.ts';
import { answerStep, type SignInServices } from './sign-in-services.ts';

/** The way back: the consumer of assertions. */
export function consumerRoute(app: FastifyInstance, services: SignInServices): void {
  app.post<{ Params: SlugParams; Body: { SAMLResponse?: unknown; RelayState?: unknown } }>(
    '/login/saml/:slug/acs',
    {
      config: { access: 'public' },
      bodyLimit: mostForm,
      preHandler: services.limit,
      schema: {
        summary: 'Assertion consumer service (SAML 2.0, HTTP-POST)',
        tags: samlTags,
        params: slugParams,
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
      const outcome = await signInBySaml(
        deps,
        { found, browser: browserOf(request, cookies) },
        {
          response,
          relayState: typeof relay === 'string' ? relay : '',
          browserToken: cookies.read(request, 'saml'),
        },
      );
      if (outcome.test !== null) return sendTestPage(reply, outcome.test);
      if (outcome.step !== null) answerStep(services, request, reply, outcome.step);
      cookies.clear(reply, 'saml');
      return reply.redirect(outcome.request.returnTo ?? '/', 303);
    },
  );
}
