import type { FastifyInstance } from 'fastify';
import { failureText } from '../audit/failure-text.ts';
import type { RefusedAction } from '../audit/record.ts';
import { instantWritten } from '../audit/time-range.ts';
import { readApiKeys } from '../identity/api-key-rows.ts';
import { changeExpiry, revokeApiKey } from '../identity/change-api-key.ts';
import { type ApiKeyRequest, createApiKey } from '../identity/create-api-key.ts';
import { reachedAccounts } from '../identity/permissions.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { answers, pageOf, shared } from './answers.ts';
import { madeKey, newKey, params, time } from './api-key-schemas.ts';
import { decodeCursor, idForm, pageFrom, pageQuery } from './cursor.ts';
import type { Services } from './services.ts';

const tags = ['API keys'];
const item = 'API key';
const manage = { permission: 'api-keys/manage' } as const;

interface Params {
  readonly id: string;
}

function attempt(action: string): () => RefusedAction {
  return () => ({ item, action, description: failureText(item, action) });
}

/** @throws Refusal 404 for what cannot be an id */
function keyId({ id }: Params): string {
  if (idForm.test(id)) return id;
  throw new Refusal(404, 'resource/unknown', `There is no API key ${id}.`);
}

/** ISO 8601 in UTC, as times are everywhere. @throws Refusal 422 */
function instantOf(text: string): string {
  const instant = instantWritten(text, 'UTC', false);
  if (instant !== undefined) return instant.toISOString();
  throw new Refusal(422, 'request/bad-time', `${text} is no time.`, { remedy: 'write 2027-03-31T00:00:00Z' });
}

function makeRoute(app: FastifyInstance, { deps }: Services): void {
  app.post<{ Body: ApiKeyRequest }>(
    '/v1/api-keys',
    {
      config: { access: manage, attempt: attempt('Create'), secretAnswer: true },
      schema: {
        summary: 'Make an API key',
        description: 'It can do nothing that the caller cannot do with the key that he uses.',
        tags,
        body: newKey,
        response: answers({
          good: { 201: ['The key, shown once.', madeKey] },
          bad: [404, 409],
          takesBody: true,
        }),
      },
    },
    async (request, reply) => {
      const { expiresAt, ...rest } = request.body;
      const asked = expiresAt === undefined ? rest : { ...rest, expiresAt: instantOf(expiresAt) };
      return reply.code(201).send(await createApiKey(deps, callerOf(request), asked));
    },
  );
}

function listRoute(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Querystring: { limit: number; cursor?: string } }>(
    '/v1/api-keys',
    {
      config: { access: { permission: 'api-keys/read' } },
      schema: {
        summary: 'List API keys, newest first, revoked ones too',
        tags,
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: { ...pageQuery({ default: 50, maximum: 200 }) },
        },
        response: answers({ good: { 200: ['Keys, without the keys.', pageOf(shared('ApiKey'))] } }),
      },
    },
    async (request) => {
      const { organisationId, actor } = callerOf(request).context;
      const { limit, cursor } = request.query;
      const [after = null] = decodeCursor(cursor, [idForm]) ?? [];
      const accounts = reachedAccounts(actor);
      const found = await deps.database.snapshot((tx) =>
        readApiKeys(tx, organisationId, { accounts, after, limit: limit + 1 }),
      );
      return pageFrom(found, limit, ({ id }) => [id]);
    },
  );
}

function changeRoutes(app: FastifyInstance, { deps }: Services): void {
  const expiry = { ...time, type: ['string', 'null'], description: 'null: never.' } as const;
  app.patch<{ Params: Params; Body: { expiresAt: string | null } }>(
    '/v1/api-keys/:id',
    {
      config: { access: manage, attempt: attempt('Update') },
      schema: {
        summary: 'Change when an API key expires',
        tags,
        params,
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['expiresAt'],
          properties: { expiresAt: expiry },
        },
        response: answers({
          good: { 200: ['The key.', shared('ApiKey')] },
          bad: [404, 409],
          takesBody: true,
        }),
      },
    },
    (request) => {
      const { expiresAt } = request.body;
      const wanted = expiresAt === null ? null : instantOf(expiresAt);
      return changeExpiry(deps, callerOf(request), keyId(request.params), wanted);
    },
  );
  app.delete<{ Params: Params }>(
    '/v1/api-keys/:id',
    {
      config: { access: manage, attempt: attempt('Delete') },
      schema: {
        summary: 'Revoke an API key at once',
        tags,
        params,
        response: answers({ good: { 204: ['It is revoked.', null] }, bad: [404] }),
      },
    },
    async (request, reply) => {
      await revokeApiKey(deps, callerOf(request), keyId(request.params));
      return reply.code(204).send();
    },
  );
}

/** API keys: made, listed, given an end, revoked. */
export function apiKeyRoutes(app: FastifyInstance, services: Services): void {
  makeRoute(app, services);
  listRoute(app, services);
  changeRoutes(app, services);
}
