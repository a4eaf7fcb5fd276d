import { shared } from './answers.ts';

/** Schemas of the API key routes. */
export const time = {
  type: 'string',
  maxLength: 40,
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}:\\d{2})$',
} as const;

export const newKey = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[^\\p{Cc}]+$' },
    permissions: {
      type: 'array',
      maxItems: 200,
      uniqueItems: true,
      items: { type: 'string', maxLength: 128, pattern: '^(?:\\*|[a-z][a-z0-9-]*/[a-z][a-z0-9-]*)$' },
      description: 'What the key may do, of what its owner may. Left out: all of that.',
    },
    expiresAt: time,
    allowedNetworks: {
      type: 'array',
      maxItems: 100,
      items: { type: 'string', maxLength: 64 },
      description: 'Addresses and ranges from which the key may be used. Left out: from everywhere.',
    },
    serviceAccount: {
      type: 'string',
      maxLength: 256,
      description: 'The service account that owns the key. Left out: the caller.',
    },
    account: {
      type: 'string',
      maxLength: 63,
      description: 'Account of the service account. Left out: the caller’s.',
    },
  },
} as const;

export const madeKey = {
  allOf: [
    shared('ApiKey'),
    {
      type: 'object',
      required: ['key'],
      properties: {
        key: { type: 'string', description: 'The key itself. It is shown here and never again.' },
      },
    },
  ],
} as const;

export const params = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', maxLength: 64 } },
} as const;
