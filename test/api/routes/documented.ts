import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FastifyInstance } from 'fastify';
import { afterAll, expect } from 'vitest';

interface Content {
  readonly schema?: object;
}

interface Response {
  readonly content?: Readonly<Record<string, Content>>;
}

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>
  >;
  readonly components: object;
}

type Check = (
  method: string,
  url: string,
  answer: { status: number; type: string; payload: unknown },
) => string | undefined;

/** Answers of hooks and of the reading of bodies, before the route is reached: every route can give them. */
const anywhere = new Set([400, 404, 405, 413, 415, 429, 500, 503]);

function checker(document: Document): Check {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'doc', ...document });
  const compiled = new Map<string, ValidateFunction>();
  const validatorAt = (pointer: string): ValidateFunction => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `doc#${pointer}` });
    compiled.set(pointer, validate);
    return validate;
  };
  return (method, url, { status, type, payload }) => {
    const path = url.replace(/:(\w+)/g, '{$1}');
    const operation = method.toLowerCase() === 'head' ? 'get' : method.toLowerCase();
    const response = document.paths[path]?.[operation]?.responses[String(status)];
    if (response === undefined)
      return anywhere.has(status)
        ? undefined
        : `${method} ${url} answered ${status}, which is not documented`;
    if (!type.includes('json') || typeof payload !== 'string' || payload === '') return undefined;
    const media = type.split(';')[0] ?? '';
    if (response.content?.[media]?.schema === undefined)
      return `${method} ${url} ${status} is documented without ${media}`;
    const escaped = [path, operation, 'responses', String(status), 'content', media, 'schema'].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const validate = validatorAt(`/paths/${escaped.join('/')}`);
    if (media.endsWith('jsonl') || validate(JSON.parse(payload))) return undefined;
    return `${method} ${url} ${status}: ${ajv.errorsText(validate.errors)}`;
  };
}

/** Holds every answer that a server gives in a test file against its own OpenAPI document. To be called before it is ready. */
export function holdToDocument(app: FastifyInstance): void {
  const violations = new Set<string>();
  let check: Check | undefined;
  app.addHook('onSend', async (request, reply, payload) => {
    const { url } = request.routeOptions;
    if (url === undefined || request.is404) return;
    check ??= checker(JSON.parse(JSON.stringify(app.swagger())) as Document);
    const type = String(reply.getHeader('content-type') ?? '');
    const violation = check(request.method, url, { status: reply.statusCode, type, payload });
    if (violation !== undefined) violations.add(violation);
  });
  afterAll(() => {
    expect([...violations]).toEqual([]);
  });
}
