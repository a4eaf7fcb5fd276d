import { catalogue } from '../audit/catalogue.ts';
import { decimals } from '../notifications/ingest/balance.ts';
import { campaignStates } from '../notifications/ingest/event.ts';
import { time } from './api-key-schemas.ts';

const name = (maxLength: number): object => ({
  type: 'string',
  minLength: 1,
  maxLength,
  pattern: '^[^\\p{Cc}]+$',
});
const amount = {
  type: 'string',
  pattern: `^-?\\d{1,15}(?:\\.\\d{1,${decimals}})?$`,
  description: 'A decimal text, as in "-12.50".',
} as const;
const detail = {
  type: 'object',
  maxProperties: 50,
  description: 'More of it, for people and programs. No secrets.',
} as const;

const common = {
  id: { ...name(128), description: 'The same event is taken once, however often it is sent.' },
  at: { ...time, description: 'When it happened.' },
  account: { type: 'string', maxLength: 63 },
} as const;

function kindOfEvent(
  type: string,
  properties: Readonly<Record<string, object>>,
  optional: readonly string[],
): object {
  const all = { type: { type: 'string', const: type }, ...common, ...properties };
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(all).filter((key) => !optional.includes(key)),
    properties: all,
  };
}

const kinds: readonly object[] = [
  kindOfEvent(
    'audit',
    {
      item: { type: 'string', enum: [...new Set(catalogue.map(({ item }) => item))] },
      action: name(128),
      outcome: { type: 'string', enum: ['success', 'failure'] },
      description: { ...name(256), description: 'As the catalogue of audit events has it.' },
      values: {
        type: 'array',
        maxItems: 5,
        items: name(256),
        description: 'For the names in the description’s brackets, in their order.',
      },
      user: { ...name(256), description: 'Who did it. Left out: the service.' },
      detail,
    },
    ['values', 'user', 'detail'],
  ),
  kindOfEvent(
    'balance',
    {
      amount,
      currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217.' },
      threshold: { ...amount, description: 'Below it the balance is low.' },
    },
    ['threshold'],
  ),
  kindOfEvent(
    'campaign',
    { campaign: name(256), state: { type: 'string', enum: [...campaignStates] }, detail },
    ['detail'],
  ),
];

const discriminator = { propertyName: 'type' } as const;

/** Each event is a statement or more: a longer list is better sent in parts. */
const longestBatch = 500;

const batch = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'events'],
  properties: {
    type: { type: 'string', const: 'batch' },
    events: {
      type: 'array',
      minItems: 1,
      maxItems: longestBatch,
      items: { type: 'object', required: ['type'], discriminator, oneOf: kinds },
    },
  },
} as const;

/** One event, or a batch of them. */
export const eventsBody = {
  type: 'object',
  required: ['type'],
  discriminator,
  oneOf: [...kinds, batch],
};
