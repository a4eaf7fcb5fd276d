import type { FastifyError, FastifyRequest } from 'fastify';
import type { ExchangeRequest } from '../identity/workload/exchange-token.ts';
import type { ExchangedToken } from '../identity/workload/issue-token.ts';
import { refusalOf } from './problem.ts';

/** RFC 8693 (OAuth 2.0 Token Exchange): the form in which libraries ask for a token. */
export const formType = 'application/x-www-form-urlencoded';

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const subjectTypes = ['urn:ietf:params:oauth:token-type:jwt', 'urn:ietf:params:oauth:token-type:id_token'];

export interface TokenForm {
  readonly grant_type: string;
  readonly client_id?: string;
  readonly subject_token?: string;
  readonly subject_token_type?: string;
  readonly requested_token_type?: string;
  readonly resource?: string;
  readonly audience?: string;
  readonly scope?: string;
  readonly actor_token?: string;
}

const text = (description: string, more: object = {}): object => ({
  type: 'string',
  maxLength: 2048,
  description,
  ...more,
});

/** Section 2.1. A parameter that comes twice is refused, one that nobody knows is ignored (RFC 6749, section 3.2). */
export const tokenForm = {
  type: 'object',
  required: ['grant_type'],
  properties: {
    grant_type: text(`\`${grantType}\``),
    client_id: text('The service account: `organisation/account/name`.', {
      pattern: '^[^/\\p{Cc}]{1,63}/[^/\\p{Cc}]{1,63}/\\P{Cc}{1,1024}$',
    }),
    subject_token: text('The OIDC token of the CI system.', { maxLength: 16_384 }),
    subject_token_type: text(subjectTypes.map((type) => `\`${type}\``).join(' or ')),
    requested_token_type: text(`\`${accessToken}\`, which is the default.`),
    resource: text('The address of this server, or left out.'),
    audience: text('The same.'),
    scope: text('Not taken: the token may do what the service account may.'),
    actor_token: text('Not taken.'),
  },
} as const;

/** Section 2.2.1. */
export const tokenAnswer = {
  type: 'object',
  required: ['access_token', 'issued_token_type', 'token_type', 'expires_in'],
  properties: {
    access_token: { type: 'string', description: 'Shown here and never again.' },
    issued_token_type: { const: accessToken },
    token_type: { const: 'Bearer' },
    expires_in: { type: 'integer', description: 'Seconds.' },
  },
} as const;

/** RFC 6749, section 5.2. */
export const tokenError = {
  type: 'object',
  required: ['error', 'error_description'],
  properties: { error: { type: 'string' }, error_description: { type: 'string' } },
} as const;

/** What is wrong with a form, by the standard's name for it. */
class TokenFormError extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.name = 'TokenFormError';
    this.error = error;
  }
}

const required = ['client_id', 'subject_token', 'subject_token_type'] as const;

function checkForm(form: TokenForm, publicUrl: string): void {
  if (form.grant_type !== grantType)
    throw new TokenFormError('unsupported_grant_type', `The only grant type here is ${grantType}.`);
  const missing = required.filter((name) => form[name] === undefined || form[name] === '');
  if (missing.length > 0)
    throw new TokenFormError('invalid_request', `${missing.join(' and ')} must be given.`);
  if (!subjectTypes.includes(form.subject_token_type ?? ''))
    throw new TokenFormError('invalid_request', `subject_token_type must be ${subjectTypes.join(' or ')}.`);
  if ((form.requested_token_type ?? accessToken) !== accessToken)
    throw new TokenFormError('invalid_request', `requested_token_type must be ${accessToken}.`);
  if (form.actor_token !== undefined)
    throw new TokenFormError('invalid_request', 'actor_token: nobody acts for somebody else here.');
  if ((form.scope ?? '') !== '')
    throw new TokenFormError(
      'invalid_scope',
      'The token may do what the service account may: leave scope out.',
    );
  if ([form.resource, form.audience].some((target) => target !== undefined && target !== publicUrl))
    throw new TokenFormError(
      'invalid_target',
      `Tokens of this server are for ${publicUrl}: leave resource and audience out.`,
    );
}

/** What a form asks for. @throws a refusal that `tokenErrorOf` tells in the standard's words */
export function readTokenForm(form: TokenForm, publicUrl: string): ExchangeRequest {
  checkForm(form, publicUrl);
  const { client_id: client = '', subject_token: token = '' } = form;
  const [organisation = '', account = '', ...name] = client.split('/');
  return { organisation, account, name: name.join('/'), token };
}

/** Section 2.2.1. */
export function tokenAnswerOf({ token, expiresAt }: ExchangedToken, now: Date): object {
  return {
    access_token: token,
    issued_token_type: accessToken,
    token_type: 'Bearer',
    expires_in: Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000),
  };
}

/** Whether a request is in the standard's form, and is to be answered so. */
export function isForm({ mediaType }: FastifyRequest): boolean {
  return mediaType === formType;
}

interface ToldError {
  readonly status: number;
  readonly body: { readonly error: string; readonly error_description: string };
}

/** Texts of section 5.2 are visible ASCII without quotes and backslashes. */
function told(status: number, error: string, description: string): ToldError {
  const letters = description.replace(/["`\\‘’]/g, ' ').replace(/[^\x20-\x7e]/g, '?');
  return { status, body: { error, error_description: letters } };
}

/** These tell more than 400 would. */
const kept = new Set([413, 429]);

/**
 * An error as RFC 6749, section 5.2 tells it; undefined: a fault of ours. A token that is not trusted makes the request an invalid one
 * (RFC 8693, section 2.2.2).
 */
export function tokenErrorOf(error: FastifyError | TokenFormError): ToldError | undefined {
  if (error instanceof TokenFormError) return told(400, error.error, error.message);
  const refusal = refusalOf(error);
  if (refusal === undefined) return undefined;
  const { status, message } = refusal;
  const later = status === 429 || status >= 500;
  return told(
    later || kept.has(status) ? status : 400,
    later ? 'temporarily_unavailable' : 'invalid_request',
    message,
  );
}
