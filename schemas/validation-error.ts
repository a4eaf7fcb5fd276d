/** One mistake in a document, as ajv reports it. */
export interface ValidationError {
  /** JSON pointer (RFC 6901) to the value. */
  readonly instancePath: string;
  /**
   * Which keyword refused it: a pointer in the schema that holds it, which is the shared definition where there is one:
   * `#/pattern`, `#/then/properties/members/false schema`.
   */
  readonly schemaPath: string;
  readonly keyword: string;
  /** What the keyword asks for, e.g. `{ "limit": 63 }` or `{ "additionalProperty": "membrs" }`. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
  /** Set where the mistake is in a key of a map, not in a value. */
  readonly propertyName?: string;
}

/** Gives whether the value is valid; if not, `errors` holds every mistake until the next call. */
export interface ValidateFunction {
  (value: unknown): boolean;
  errors: readonly ValidationError[] | null;
}
