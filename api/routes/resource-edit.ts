import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../schemas/contract/address.ts';
import { isObject, type JsonObject } from '../../schemas/contract/json.ts';
import type { Edit } from '../commit/edit.ts';
import { mergePatch } from '../commit/merge-patch.ts';
import { readIdentity } from '../commit/read-identity.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { conditionsOf } from './conditions.ts';
import type { ResourceBody } from './resource-body.ts';
import type { Services } from './services.ts';

export interface EditQuery {
  readonly dryRun: boolean;
  readonly breakGlass?: string;
}

const breakGlassHeader = 'bylaw-break-glass';

/** The query parameters of every change by hand. */
export const editQuery = {
  type: 'object',
  additionalProperties: false,
  properties: {
    dryRun: {
      type: 'boolean',
      default: false,
      description: 'Answer the plan of the change and change nothing.',
    },
    breakGlass: {
      type: 'string',
      minLength: 1,
      maxLength: 500,
      description: `Why a field that a manifest set manages is changed by hand; also as the header \`${breakGlassHeader}\`.`,
    },
  },
} as const;

type Wanted = Identity & Pick<Edit, 'operation'>;

function reasonOf(request: FastifyRequest<{ Querystring: EditQuery }>): string | undefined {
  const header = request.headers[breakGlassHeader];
  return request.query.breakGlass ?? (typeof header === 'string' ? header : undefined);
}

/** What the resource is now, as far as the edit depends on it. */
interface Current {
  readonly version: number | undefined;
  readonly labels: JsonObject;
}

async function readCurrent(
  { deps }: Services,
  request: FastifyRequest,
  identity: Identity,
): Promise<Current> {
  const { organisationId } = callerOf(request).context;
  const found = await deps.database.snapshot((tx) => readIdentity(tx, organisationId, identity));
  const labels = found?.values['metadata.labels'];
  return { version: found?.version, labels: isObject(labels) ? labels : {} };
}

function labelsOf({ operation }: Wanted, { labels }: Current, given: JsonObject): Record<string, string> {
  return (('merge' in operation ? mergePatch(labels, given) : given) ?? {}) as Record<string, string>;
}

/**
 * The edit that a request asks for: its conditions, its reason to break the glass, and its labels. Labels of a patch are
 * merged with those that were read, so the version that was read must still be there when the edit is made.
 * @throws Refusal 400, 412
 */
export async function editFrom(
  services: Services,
  request: FastifyRequest<{ Querystring: EditQuery }>,
  wanted: Wanted,
): Promise<Edit> {
  const { match, createOnly } = conditionsOf(request);
  const labels = (request.body as ResourceBody | undefined)?.metadata?.labels;
  const breakGlass = reasonOf(request);
  const patchesLabels = labels !== undefined && 'merge' in wanted.operation;
  const current = patchesLabels || match === 'any' ? await readCurrent(services, request, wanted) : undefined;
  if (match === 'any' && current?.version === undefined) {
    throw new Refusal(412, 'resource/version', 'The resource does not exist.', {
      remedy: 'leave If-Match out to make it',
    });
  }
  const ifMatch = typeof match === 'number' ? match : current?.version;
  return {
    ...wanted,
    ...(createOnly ? { createOnly } : {}),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(breakGlass === undefined ? {} : { breakGlass }),
    ...(labels === undefined
      ? {}
      : { labels: labelsOf(wanted, current ?? { version: undefined, labels: {} }, labels) }),
  };
}
