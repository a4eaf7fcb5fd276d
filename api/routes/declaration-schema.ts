import { declarationVersion } from '../../schemas/contract/declaration.ts';

const text = { type: 'string', maxLength: 2048 } as const;
/** As `accountName`, `resourceName`, `countOrPercent` and `duration` of the manifest language. */
const label = { type: 'string', maxLength: 63, pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$' } as const;
const countOrPercent = {
  type: ['integer', 'string'],
  minimum: 0,
  maximum: 1_000_000,
  pattern: '^(?:100|[1-9]?[0-9])%$',
  maxLength: 4,
} as const;
const duration = { type: 'string', pattern: '^[1-9][0-9]{0,5}[smhd]$', maxLength: 7 } as const;
const scope = {
  type: 'object',
  additionalProperties: false,
  properties: {
    accounts: { type: 'array', items: label, minItems: 1, maxItems: 1000 },
    kinds: { type: 'array', items: text, minItems: 1, maxItems: 100 },
  },
} as const;

const set = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'prune'],
  properties: {
    name: label,
    prune: { type: 'boolean' },
    maxDeletions: countOrPercent,
    scope,
    confirmWithin: duration,
  },
} as const;

const origin = {
  type: 'object',
  additionalProperties: false,
  properties: {
    repository: text,
    commit: text,
    branch: text,
    author: text,
    ci: {
      type: 'object',
      additionalProperties: false,
      required: ['service'],
      properties: { service: text, build: text, url: text },
    },
  },
} as const;

const document = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'metadata', 'spec', 'source'],
  properties: {
    kind: { type: 'string', maxLength: 64 },
    metadata: { type: 'object', description: 'As in the manifest.' },
    spec: { type: 'object', description: 'As in the manifest, with the contents of files in their places.' },
    source: {
      type: 'object',
      additionalProperties: false,
      required: ['file', 'line'],
      properties: {
        file: text,
        line: { type: 'integer', minimum: 0, maximum: 2147483647 },
        lines: { type: 'object', additionalProperties: { type: 'integer', minimum: 0, maximum: 2147483647 } },
      },
    },
  },
} as const;

/** All manifests of a set, normalised; each document is held against its kind's schema besides. */
export const declarationSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'set', 'origin', 'documents'],
  properties: {
    version: { type: 'string', description: `\`${declarationVersion}\` is understood.`, maxLength: 16 },
    set,
    origin,
    documents: { type: 'array', items: document, maxItems: 100_000 },
    allowDeletions: {
      type: 'integer',
      minimum: 0,
      description: 'The exact number of deletions beyond `maxDeletions`.',
    },
    takeOver: {
      type: 'array',
      items: text,
      maxItems: 100_000,
      description: 'Addresses to take from other sets.',
    },
    takeOverSet: { type: 'boolean', description: 'The set may move to another repository.' },
  },
} as const;
