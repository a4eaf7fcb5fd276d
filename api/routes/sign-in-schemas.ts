import { maxPasswordLength } from '../identity/password/check-password.ts';

export const tags = ['signing in'];

const name = { type: 'string', minLength: 1, maxLength: 256 } as const;

export const organisation = { ...name, description: 'Name of the organisation.' } as const;
export const account = { ...name, description: 'Name of the account; left out: the main one.' } as const;
export const username = name;
/** Longer ones are refused by the rules for passwords, with a reason; this is what a request may hold at all. */
export const password = { type: 'string', minLength: 1, maxLength: 4 * maxPasswordLength } as const;
export const token = { type: 'string', minLength: 1, maxLength: 256 } as const;
export const code = { type: 'string', minLength: 1, maxLength: 32 } as const;

/** An object with these properties and no others, all of them required but for those that are named. */
export function body<T extends Readonly<Record<string, object>>>(
  properties: T,
  optional: readonly (keyof T)[] = [],
) {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', additionalProperties: false, required, properties } as const;
}

export const step = {
  type: 'object',
  required: ['stage', 'organisation', 'account', 'username'],
  properties: {
    stage: {
      type: 'string',
      enum: ['second-factor', 'enrol-second-factor', 'change-password', 'complete'],
      description: 'What is still to be done before anything else works.',
    },
    organisation: { type: 'string' },
    account: { type: 'string' },
    username: { type: 'string' },
  },
} as const;

export const recoveryCodes = {
  type: 'array',
  items: { type: 'string' },
  description: 'Shown once; each is good once.',
} as const;

/** What a browser's WebAuthn interface gives and takes: its form is checked by the library. */
export const webAuthn = { type: 'object', additionalProperties: true } as const;
