import { Ajv, type ErrorObject, type Options } from 'ajv';
import type {
  FastifyInstance,
  FastifySchema,
  FastifySchemaCompiler,
  FastifySchemaValidationError,
} from 'fastify';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { Refusal } from '../request/refusal.ts';
import { sharedSchemas } from './shared-schemas.ts';

/** Nothing is removed from what came, and nothing is added to a body: what is wrong is said. */
const strict: Options = {
  strict: true,
  allowUnionTypes: true,
  strictTypes: false,
  strictRequired: false,
  removeAdditional: false,
  discriminator: true,
  keywords: ['example'],
  formats: { 'date-time': true, uuid: true, uri: true, email: true },
};

/** Bodies say their types themselves, so nothing is coerced. All mistakes are told, not the first. */
const bodies = new Ajv({ ...strict, allErrors: true });
/** Everything in an address is a text: `limit=20` means the number, and what is left out has its default. */
const addresses = new Ajv({ ...strict, allErrors: true, coerceTypes: true, useDefaults: true });
/** Of the largest bodies only the first mistake is told: their lists could be wrong a hundred thousand times over. */
const largeBodies = new Ajv(strict);
for (const ajv of [bodies, addresses, largeBodies]) ajv.addSchema([...sharedSchemas]);

/** For routes that take the largest bodies and hold what is in them against schemas of their own. */
export const firstMistakeOnly: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? largeBodies : addresses).compile(schema);

/** More mistakes than this help nobody. */
const mostShown = 100;

function unknownMember(params: Readonly<Record<string, unknown>>): string | undefined {
  const name = params['additionalProperty'];
  return typeof name === 'string' ? name : undefined;
}

function allowed(params: Readonly<Record<string, unknown>>): string | undefined {
  const values = params['allowedValues'];
  return Array.isArray(values) ? `one of ${values.map(String).join(', ')}` : undefined;
}

/** The part of a mistake that ajv and the kinds' validators tell in the same words. */
export interface SchemaMistake {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
}

/** A mistake as a diagnostic that points at the value: `/spec/members/3`. */
export function diagnosticOf(
  { instancePath, keyword, params, message }: SchemaMistake,
  below = '',
): Diagnostic {
  const pointer = below + instancePath;
  const unknown = unknownMember(params);
  const remedy = allowed(params);
  return {
    severity: 'error',
    code:
      unknown === undefined
        ? `schema/${keyword.replaceAll(' ', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
        : 'schema/unknown-field',
    summary:
      unknown === undefined
        ? `${pointer || 'the body'} ${message ?? 'is not valid'}`
        : `${pointer}/${unknown} is not known here`,
    ...(remedy === undefined ? {} : { remedy: `write ${remedy}` }),
    pointer: unknown === undefined ? pointer : `${pointer}/${unknown}`,
  };
}

/** The refusal that lists mistakes in a body. */
export function invalidBody(diagnostics: readonly Diagnostic[]): Refusal {
  const [first] = diagnostics;
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : '';
  return new Refusal(422, 'request/invalid-body', `${first?.summary ?? 'The body is not valid'}${more}.`, {
    diagnostics: diagnostics.slice(0, mostShown),
  });
}

const places: Readonly<Record<string, string>> = { querystring: 'query', params: 'path', headers: 'header' };

function invalidAddress(errors: readonly FastifySchemaValidationError[], place: string): Refusal {
  const told = errors.map((error) => {
    const name = unknownMember(error.params) ?? error.instancePath.slice(1);
    const hint = allowed(error.params);
    return unknownMember(error.params) === undefined
      ? `\`${name}\` ${error.message ?? 'is not valid'}${hint === undefined ? '' : `: ${hint}`}`
      : `\`${name}\` is not known here`;
  });
  return new Refusal(
    400,
    `request/invalid-${places[place] ?? 'request'}`,
    `${[...new Set(told)].join('; ')}.`,
  );
}

/** Holds bodies, queries, paths and headers against the routes' schemas, and tells mistakes as problems. */
export function validateStrictly(app: FastifyInstance): void {
  for (const schema of sharedSchemas) app.addSchema(schema);
  app.setValidatorCompiler<FastifySchema>(({ schema, httpPart }) =>
    (httpPart === 'body' ? bodies : addresses).compile(schema),
  );
  // The schemas of answers document them; what is sent is what was made, not what a serialiser left of it.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setSchemaErrorFormatter((errors, place) =>
    place === 'body'
      ? invalidBody(errors.map((error) => diagnosticOf(error as ErrorObject)))
      : invalidAddress(errors, place),
  );
}
