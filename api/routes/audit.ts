import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type ExportFormat, exportAudit } from '../audit/export.ts';
import { type AuditRequest, auditFilter } from '../audit/filter.ts';
import { readAuditPage, readNewerAudit } from '../audit/query.ts';
import { rangeNames } from '../audit/time-range.ts';
import { reachedAccounts } from '../identity/permissions.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { answers, pageOf, shared } from './answers.ts';
import { decodeCursor, idForm, pageFrom, pageQuery, timeForm } from './cursor.ts';
import type { Services } from './services.ts';

const tags = ['audit'];
const access = { permission: 'audit/read' } as const;

const text = (description: string): object => ({
  type: 'string',
  minLength: 1,
  maxLength: 1024,
  description,
});

const filters = {
  range: {
    type: 'string',
    enum: [...rangeNames],
    description: 'A range by its name; weeks begin on Monday.',
  },
  from: text('From this time on, or from the beginning of this date.'),
  to: text('Before this time, or up to the end of this date.'),
  timeZone: { ...text('Time zone of dates and of ranges, as in Europe/Zagreb.'), default: 'UTC' },
  user: text('Username, or name of a service account.'),
  item: text('What was acted on: User, Team, Plan ...'),
  action: text('What was done: Create, Update ...'),
  status: { type: 'string', enum: ['success', 'failure'] },
  account: text('Only entries of this account.'),
  address: text('Address of a resource, as in Team/emea/Support.'),
  plan: { type: 'string', pattern: idForm.source, description: 'Id of a plan.' },
  q: text(
    'A search: `actor:ana action:seat.release account:emea since:3h -status:failure` and words, which must all be there; "in quotes" in this order; `or`; `-without`.',
  ),
};

const listQuery = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...filters,
    ...pageQuery({ default: 50, maximum: 200 }),
    after: {
      type: 'string',
      pattern: idForm.source,
      description: 'Id of an entry: only newer ones, oldest first, and no `next`: ask again after the last.',
    },
  },
} as const;

const exportQuery = {
  type: 'object',
  additionalProperties: false,
  properties: { ...filters, format: { type: 'string', enum: ['csv', 'jsonl'], default: 'csv' } },
} as const;

interface ListQuery extends AuditRequest {
  readonly limit: number;
  readonly cursor?: string;
  readonly after?: string;
}

const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
};

function listRoute(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Querystring: ListQuery }>(
    '/v1/audit',
    {
      config: { access },
      schema: {
        summary: 'Read the audit log, newest entries first',
        tags,
        querystring: listQuery,
        response: answers({ good: { 200: ['Entries.', pageOf(shared('AuditEntry'))] }, bad: [404] }),
      },
    },
    async (request) => {
      const { limit, cursor, after: known, ...asked } = request.query;
      const { organisationId, actor } = callerOf(request).context;
      const filter = auditFilter(asked, reachedAccounts(actor), deps.now());
      if (known !== undefined) {
        const items = await deps.database.snapshot((tx) =>
          readNewerAudit(tx, organisationId, filter, { known, limit }),
        );
        return { items, next: null };
      }
      const [at, id] = decodeCursor(cursor, [timeForm, idForm]) ?? [];
      const after = at !== undefined && id !== undefined ? { at, id } : null;
      const found = await deps.database.snapshot((tx) =>
        readAuditPage(tx, organisationId, filter, { after, limit: limit + 1 }),
      );
      return pageFrom(found, limit, (last) => [last.at, last.id]);
    },
  );
}

/** One entry, for whoever was sent its address. What is out of reach is not there. */
function entryRoute(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Params: { id: string } }>(
    '/v1/audit/:id',
    {
      config: { access },
      schema: {
        summary: 'Read one entry of the audit log',
        tags,
        params: {
          type: 'object',
          required: ['id'],
          properties: { id: { type: 'string', pattern: idForm.source } },
        },
        response: answers({ good: { 200: ['The entry.', shared('AuditEntry')] }, bad: [404] }),
      },
    },
    async (request) => {
      const { organisationId, actor } = callerOf(request).context;
      const filter = { ...auditFilter({}, reachedAccounts(actor), deps.now()), id: request.params.id };
      const [entry] = await deps.database.snapshot((tx) =>
        readAuditPage(tx, organisationId, filter, { after: null, limit: 1 }),
      );
      if (entry === undefined)
        throw new Refusal(404, 'resource/unknown', 'There is no such entry in the audit log.');
      return entry;
    },
  );
}

function exportRoute(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Querystring: AuditRequest & { readonly format: ExportFormat } }>(
    '/v1/audit/export',
    {
      // A HEAD would read the whole log for nothing.
      exposeHeadRoute: false,
      config: { access },
      schema: {
        summary: 'Export the audit log, whole or filtered',
        description:
          'Streamed. The last line tells how many entries there were and the SHA-256 of every byte before it: without it the export is cut off.',
        tags,
        querystring: exportQuery,
        response: {
          ...answers({ good: {}, bad: [404] }),
          200: {
            description: 'Entries, newest first.',
            content: {
              'text/csv': { schema: { type: 'string' } },
              'application/jsonl': { schema: { type: 'string' } },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { format, ...asked } = request.query;
      const { organisationId, actor } = callerOf(request).context;
      const filter = auditFilter(asked, reachedAccounts(actor), deps.now());
      const name = `audit-${deps.now().toISOString().slice(0, 10)}.${format}`;
      reply.type(mediaTypes[format]).header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(
        Readable.from(exportAudit(deps, organisationId, filter, format), { objectMode: false }),
      );
    },
  );
}

/** The audit log: pages for people and programs, exports for archives. */
export function auditRoutes(app: FastifyInstance, services: Services): void {
  listRoute(app, services);
  entryRoute(app, services);
  exportRoute(app, services);
}
