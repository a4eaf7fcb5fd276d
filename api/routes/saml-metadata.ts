import type { FastifyInstance } from 'fastify';
import { spMetadata } from '../identity/saml/sp-metadata.ts';
import { samlAddresses } from '../sign-in/saml/find-connection.ts';
import { ensureSpKey } from '../sign-in/saml/sp-key.ts';
import { connectionOf, type SlugParams, samlTags, slugParams } from './saml-place.ts';
import type { SignInServices } from './sign-in-services.ts';

/** What the identity provider must know of us. */
export function metadataRoute(app: FastifyInstance, services: SignInServices): void {
  app.get<{ Params: SlugParams }>(
    '/login/saml/:slug/metadata',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Metadata of the service provider, for the identity provider',
        tags: samlTags,
        params: slugParams,
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
