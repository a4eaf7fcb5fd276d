import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import packageFile from '../../package.json' with { type: 'json' };

/** Collects the routes' schemas; to be called before the routes. */
export async function documentRoutes(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Bylaw',
        version: packageFile.version,
        description:
          'Account settings as code. Everything that the command and the console do goes through here.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `byl_...`.' },
          operator: { type: 'http', scheme: 'bearer', description: 'BYLAW_OPERATOR_TOKEN.' },
        },
      },
      tags: ['identity', 'plans', 'resources', 'audit', 'API keys', 'operator', 'operation'].map((name) => ({
        name,
      })),
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) => String(schema['$id'] ?? `def-${index}`),
    },
    transform: ({ schema, url, route }) => {
      const access = route.config?.access;
      const security = access === 'public' ? [] : [{ [access === 'operator' ? 'operator' : 'apiKey']: [] }];
      return { schema: { ...schema, security }, url };
    },
  });
}

/** `GET /openapi.json`: OpenAPI 3.1, from the same schemas that requests are held against. */
export function openapiRoute(app: FastifyInstance): void {
  app.get(
    '/openapi.json',
    {
      config: { access: 'public' },
      schema: {
        summary: 'This document',
        tags: ['operation'],
        response: {
          200: {
            description: 'OpenAPI 3.1.',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
        },
      },
    },
    async () => app.swagger(),
  );
}
