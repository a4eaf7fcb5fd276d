/** One mistake in a document, in the form in which ajv reports it. */
export interface ValidationError {
  /** JSON pointer (RFC 6901) to the value. */
  readonly instancePath: string;
  /** Which keyword of which schema refused it, e.g. `username/pattern` or `TeamSpec/then/properties/members/false schema`. */
  readonly schemaPath: string;
  readonly keyword: string;
  /** What the keyword asks for, e.g. `{ "limit": 63 }` or `{ "additionalProperty": "membrs" }`. */
  readonly params: ErrorParams;
  readonly message: string;
  /** Set where the mistake is in a key of a map, not in a value. */
  readonly propertyName?: string;
}

export type ErrorParams = Readonly<Record<string, unknown>>;

/** Gives whether the value is valid; if not, `errors` holds every mistake until the next call. */
export interface ValidateFunction {
  (value: unknown): boolean;
  errors: readonly ValidationError[] | null;
}

/** What each keyword says when it refuses: ajv's words, so that they can be looked up. */
const messages: Readonly<Record<string, (params: ErrorParams) => string>> = {
  type: ({ type }) => `must be ${String(type)}`,
  const: () => 'must be equal to constant',
  enum: () => 'must be equal to one of the allowed values',
  pattern: ({ pattern }) => `must match pattern "${pattern}"`,
  format: ({ format }) => `must match format "${format}"`,
  minLength: ({ limit }) => `must NOT have fewer than ${limit} characters`,
  maxLength: ({ limit }) => `must NOT have more than ${limit} characters`,
  minItems: ({ limit }) => `must NOT have fewer than ${limit} items`,
  maxItems: ({ limit }) => `must NOT have more than ${limit} items`,
  minProperties: ({ limit }) => `must NOT have fewer than ${limit} properties`,
  maxProperties: ({ limit }) => `must NOT have more than ${limit} properties`,
  minimum: ({ limit }) => `must be >= ${limit}`,
  maximum: ({ limit }) => `must be <= ${limit}`,
  uniqueItems: ({ i, j }) => `must NOT have duplicate items (items ## ${j} and ${i} are identical)`,
  required: ({ missingProperty }) => `must have required property '${missingProperty}'`,
  additionalProperties: () => 'must NOT have additional properties',
  propertyNames: () => 'property name must be valid',
  not: () => 'must NOT be valid',
  'false schema': () => 'boolean schema is false',
};

export function messageOf(keyword: string, params: ErrorParams): string {
  return messages[keyword]?.(params) ?? `must pass "${keyword}"`;
}
