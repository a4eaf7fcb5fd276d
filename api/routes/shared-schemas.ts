/**
 * Schemas that several routes share; in the OpenAPI document they are components under their `$id`. Objects that the
 * server sends are open (`additionalProperties`): members may be added without a new version.
 */
export interface SharedSchema {
  readonly $id: string;
  readonly [keyword: string]: unknown;
}

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const time = { type: 'string', format: 'date-time' } as const;
const timeOrNull = { type: ['string', 'null'], format: 'date-time' } as const;
const texts = { type: 'array', items: text } as const;
const anything = { type: 'object', additionalProperties: true } as const;
const list = { type: 'array', items: anything } as const;

const diagnostic: SharedSchema = {
  $id: 'Diagnostic',
  type: 'object',
  description: 'One mistake, or one thing worth knowing.',
  required: ['severity', 'code', 'summary'],
  properties: {
    severity: { type: 'string', enum: ['error', 'warning'] },
    code: text,
    summary: text,
    remedy: text,
    file: text,
    line: { type: 'integer' },
    column: { type: 'integer' },
    pointer: text,
    address: text,
  },
};

const problem: SharedSchema = {
  $id: 'Problem',
  type: 'object',
  description: 'Why a request was not carried out (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: text,
    status: { type: 'integer' },
    detail: text,
    code: { type: 'string', description: 'Stable; documented in docs/http-api.md and docs/errors.md.' },
    remedy: text,
    diagnostics: { type: 'array', items: { $ref: 'Diagnostic#' } },
    requestId: text,
  },
};

const planStatus = {
  type: 'string',
  enum: ['planned', 'waiting', 'approved', 'rejected', 'applied', 'stale', 'refused', 'nothing-to-do'],
} as const;

const planProperties = {
  formatVersion: text,
  id: { type: ['string', 'null'], format: 'uuid' },
  organisation: text,
  set: textOrNull,
  status: planStatus,
  createdAt: time,
  createdBy: text,
  source: anything,
  resource_changes: list,
  effective: list,
  impact: list,
  risk: anything,
  outbound: anything,
  summary: anything,
  approvals: list,
  approval: anything,
  diagnostics: { type: 'array', items: { $ref: 'Diagnostic#' } },
  digest: text,
  appliedAt: time,
};

const plan: SharedSchema = {
  $id: 'Plan',
  type: 'object',
  description:
    'What a declaration, or an edit by hand, would change. `id` is null where there is nothing to apply.',
  required: [
    'formatVersion',
    'id',
    'organisation',
    'status',
    'resource_changes',
    'impact',
    'risk',
    'summary',
    'digest',
  ],
  properties: planProperties,
};

const { resource_changes: _changes, effective: _effective, ...headProperties } = planProperties;

const planHead: SharedSchema = {
  $id: 'PlanHead',
  type: 'object',
  description: 'A plan without its changes, which `GET /v1/plans/{id}` has.',
  required: ['formatVersion', 'id', 'organisation', 'status', 'impact', 'risk', 'summary', 'digest'],
  properties: headProperties,
};

const planRow: SharedSchema = {
  $id: 'PlanRow',
  type: 'object',
  description: 'A plan in a list.',
  required: [
    'id',
    'set',
    'status',
    'createdAt',
    'createdBy',
    'appliedAt',
    'appliedBy',
    'risk',
    'summary',
    'source',
  ],
  properties: {
    id: { type: 'string', format: 'uuid' },
    set: textOrNull,
    status: planStatus,
    createdAt: time,
    createdBy: text,
    appliedAt: timeOrNull,
    appliedBy: textOrNull,
    risk: { type: 'string', enum: ['none', 'low', 'medium', 'high'] },
    summary: anything,
    source: anything,
  },
};

const auditEntry: SharedSchema = {
  $id: 'AuditEntry',
  type: 'object',
  description: 'What somebody did, or was refused.',
  required: ['id', 'at', 'actor', 'item', 'action', 'status', 'description'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    at: time,
    actor: {
      type: 'object',
      required: ['type', 'id', 'name'],
      properties: {
        type: { type: 'string', enum: ['user', 'service-account', 'operator', 'system', 'anonymous'] },
        id: textOrNull,
        name: text,
      },
    },
    item: text,
    action: text,
    status: { type: 'string', enum: ['success', 'failure'] },
    description: text,
    account: textOrNull,
    address: textOrNull,
    ip: textOrNull,
    requestId: textOrNull,
    plan: textOrNull,
    commit: textOrNull,
    file: textOrNull,
    line: { type: ['integer', 'null'] },
    detail: anything,
  },
};

const apiKey: SharedSchema = {
  $id: 'ApiKey',
  type: 'object',
  description: 'An API key, without the key.',
  required: [
    'id',
    'name',
    'prefix',
    'owner',
    'permissions',
    'allowedNetworks',
    'createdAt',
    'expiresAt',
    'revokedAt',
  ],
  properties: {
    id: { type: 'string', format: 'uuid' },
    name: text,
    prefix: text,
    owner: {
      type: 'object',
      properties: { type: { type: 'string', enum: ['user', 'service-account'] }, name: text, account: text },
    },
    permissions: { ...texts, description: 'Empty: all that its owner may.' },
    allowedNetworks: { ...texts, description: 'Empty: from everywhere.' },
    createdAt: time,
    createdBy: text,
    expiresAt: timeOrNull,
    lastUsedAt: { ...timeOrNull, description: 'To the minute.' },
    revokedAt: timeOrNull,
  },
};

const organisation: SharedSchema = {
  $id: 'Organisation',
  type: 'object',
  description: 'An organisation as the vendor sees it.',
  required: ['name', 'purchasedSeats', 'assignedSeats', 'accounts', 'createdAt'],
  properties: {
    name: text,
    purchasedSeats: { type: 'integer' },
    assignedSeats: { type: 'integer' },
    accounts: { type: 'integer' },
    createdAt: time,
  },
};

/** In the order of their references: what is referred to comes first. */
export const sharedSchemas: readonly SharedSchema[] = [
  diagnostic,
  problem,
  plan,
  planHead,
  planRow,
  auditEntry,
  apiKey,
  organisation,
];
