import type { FastifyInstance, FastifyRequest } from 'fastify';
import { plainAddress } from '../identity/networks.ts';
import { createOrganisation, type OrganisationRequest } from '../organisations/create.ts';
import { readOrganisations } from '../organisations/list.ts';
import { setPurchasedSeats } from '../organisations/seats.ts';
import { answers, pageOf, shared } from './answers.ts';
import { decodeCursor, pageFrom, pageQuery, textForm } from './cursor.ts';
import { fieldOf } from './manifest-field.ts';
import type { Services } from './services.ts';

const tags = ['operator'];
const config = { access: 'operator' } as const;
const seats = { type: 'integer', minimum: 0, maximum: 1_000_000, description: 'Purchased seats.' } as const;

const created = {
  type: 'object',
  required: ['organisation', 'account', 'apiKey', 'invitationUrl'],
  properties: {
    organisation: { type: 'string' },
    account: { type: 'string', description: 'The main account.' },
    apiKey: { type: 'string', description: 'Key of the first Account Manager; shown once.' },
    invitationUrl: { type: 'string', description: 'His invitation; good for seven days.' },
  },
} as const;

function originOf(request: FastifyRequest): { ip: string; requestId: string } {
  return { ip: plainAddress(request.ip), requestId: request.id };
}

function makeRoute(app: FastifyInstance, { deps, publicUrl }: Services): void {
  const body = {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'seats', 'admin', 'email'],
    properties: {
      name: { ...fieldOf('accounts', 'metadata', 'name'), description: 'A DNS label, unique on the server.' },
      seats,
      admin: fieldOf('people', 'metadata', 'name'),
      email: fieldOf('people', 'spec', 'email'),
    },
  };
  app.post<{ Body: OrganisationRequest }>(
    '/v1/operator/organisations',
    {
      config: { ...config, secretAnswer: true },
      schema: {
        summary: 'Make an organisation with its first Account Manager',
        tags,
        body,
        response: answers({
          good: { 201: ['The organisation, and what its first person needs.', created] },
          bad: [409],
          takesBody: true,
        }),
      },
    },
    async (request, reply) => {
      const made = await createOrganisation(deps, request.body, { ...originOf(request), publicUrl });
      return reply.code(201).send(made);
    },
  );
}

function listRoute(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Querystring: { limit: number; cursor?: string } }>(
    '/v1/operator/organisations',
    {
      config,
      schema: {
        summary: 'List organisations',
        tags,
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: { ...pageQuery({ default: 100, maximum: 500 }) },
        },
        response: answers({ good: { 200: ['Organisations by name.', pageOf(shared('Organisation'))] } }),
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const [after = null] = decodeCursor(cursor, [textForm]) ?? [];
      const found = await deps.database.snapshot((tx) => readOrganisations(tx, after, limit + 1));
      return pageFrom(found, limit, ({ name }) => [name]);
    },
  );
}

function seatsRoute(app: FastifyInstance, { deps }: Services): void {
  app.patch<{ Params: { name: string }; Body: { seats: number } }>(
    '/v1/operator/organisations/:name',
    {
      config,
      schema: {
        summary: 'Change how many seats an organisation has purchased',
        tags,
        params: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string', maxLength: 63 } },
        },
        body: { type: 'object', additionalProperties: false, required: ['seats'], properties: { seats } },
        response: answers({
          good: { 200: ['The organisation.', shared('Organisation')] },
          bad: [404],
          takesBody: true,
        }),
      },
    },
    (request) =>
      setPurchasedSeats(deps, { name: request.params.name, seats: request.body.seats }, originOf(request)),
  );
}

/** For the vendor: organisations and what they have purchased. */
export function operatorRoutes(app: FastifyInstance, services: Services): void {
  makeRoute(app, services);
  listRoute(app, services);
  seatsRoute(app, services);
}
