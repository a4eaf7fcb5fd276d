import swagger from '@fastify/swagger';
import type { FastifyContextConfig, FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import packageFile from '../../package.json' with { type: 'json' };
import { cookieName } from './cookies.ts';

const headerText = (description: string): object => ({ type: 'string', description });

const idempotencyKey = {
  'idempotency-key': headerText(
    'The same key and body within a day give the same answer, and the work is done once.',
  ),
};
const conditions = {
  'if-match': headerText('The `ETag` that was read: change nothing if it is another by now.'),
  'if-none-match': headerText('`*`: only if it does not exist yet.'),
};

/** `GET /v1/plans/:id` -> `getPlansById`: what generators of clients call the operation. */
function operationId(method: string, url: string): string {
  const words = url.split('/').filter((segment) => segment !== '' && segment !== 'v1');
  const named = words.map((word) => (word.startsWith(':') ? `by-${word.slice(1)}` : word)).join('-');
  const camel = named.replace(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase());
  return method.toLowerCase() + camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** Ways to say who one is, by what a route asks for; any of them is enough. */
function security(access: FastifyContextConfig['access']): readonly Record<string, string[]>[] {
  if (access === undefined || access === 'public') return [];
  if (access === 'operator') return [{ operator: [] }];
  return access === 'session' ? [{ session: [] }] : [{ apiKey: [] }, { session: [] }];
}

/** What the document says of a route beside its schema: who may use it, and headers that hooks read. */
function documented(schema: FastifySchema, url: string, { method, config }: RouteOptions): FastifySchema {
  const access = config?.access;
  const changes = typeof access === 'object' && access.permission.endsWith('/manage');
  const headers = {
    ...(method === 'POST' && access !== 'public' && access !== 'session' ? idempotencyKey : {}),
    ...(changes && config?.attempt !== undefined && schema.querystring !== undefined ? conditions : {}),
  };
  return {
    ...schema,
    operationId: operationId(String(method), url),
    security: security(access),
    ...(config?.documentedBody === undefined ? {} : { body: config.documentedBody }),
    ...(Object.keys(headers).length === 0 ? {} : { headers: { type: 'object', properties: headers } }),
  };
}

const tags = [
  'identity',
  'signing in',
  'single sign-on',
  'own profile',
  'notifications',
  'events',
  'plans',
  'resources',
  'users',
  'seats',
  'events',
  'people',
  'audit',
  'API keys',
  'operator',
  'operation',
];

/** Collects the routes' schemas; to be called before the routes. */
export async function documentRoutes(app: FastifyInstance, publicUrl: string): Promise<void> {
  const sessionCookie = cookieName('session', publicUrl);
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
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookie,
            description:
              'Set by signing in. What changes something needs the header `Origin` with the address of this server.',
          },
        },
      },
      tags: tags.map((name) => ({ name })),
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) => String(schema['$id'] ?? `def-${index}`),
    },
    transform: ({ schema, url, route }) => ({ schema: documented(schema, url, route), url }),
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
