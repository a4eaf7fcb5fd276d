import type { FastifyInstance } from 'fastify';
import { connectionOf, type SlugParams, samlTags, slugParams } from './saml-place.ts';
import { sendToProvider } from './send-to-provider.ts';
import type { SignInServices } from './sign-in-services.ts';

/** A path of this origin, or none: whoever comes back is never sent on to another site. */
function ownPath(text: unknown): string | null {
  return typeof text === 'string' && /^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(text) ? text : null;
}

/** The way out: to the identity provider. */
export function beginRoute(app: FastifyInstance, services: SignInServices): void {
  app.get<{ Params: SlugParams; Querystring: { returnTo?: string } }>(
    '/login/saml/:slug/',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Begin single sign-on: redirects to the identity provider',
        tags: samlTags,
        params: slugParams,
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
