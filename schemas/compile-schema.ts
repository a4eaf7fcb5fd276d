import type { JsonSchema } from './json-schema.ts';
import {
  all,
  type Check,
  contains,
  format,
  items,
  maxItems,
  maximum,
  maxLength,
  maxProperties,
  members,
  minItems,
  minimum,
  minLength,
  minProperties,
  noOtherMembers,
  not,
  oneOfValues,
  oneValue,
  pattern,
  propertyNames,
  refuseAll,
  required,
  type TypedCheck,
  typed,
  uniqueItems,
  whenPasses,
} from './schema-check.ts';

/** Gives the check of another schema that a `$ref` names. */
export type Resolve = (name: string) => Check;

type Schema = JsonSchema | boolean;
type Keyword = (at: string, value: never, compile: Compile, schema: JsonSchema) => Check;
type Compile = (schema: Schema, at: string) => Check;

const pass: Check = () => true;

const leapDay = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29';
const days31 = '(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])';
const days30 = '(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)';
const days28 = '02-(?:0[1-9]|1[0-9]|2[0-8])';
const date = `(?:[0-9]{4}-(?:${days31}|${days30}|${days28})|${leapDay})`;
const time = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?';
const offset = '(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])';

/** RFC 3339, without leap seconds, which no clock here knows. Other formats have a pattern beside them that checks. */
const formats: Readonly<Record<string, string>> = {
  date: `^${date}$`,
  'date-time': `^${date}T${time}${offset}$`,
};

function formatCheck(at: string, name: string): Check {
  const expression = formats[name];
  return expression === undefined ? pass : format(at, name, new RegExp(expression));
}

/** A check that is made when it is first needed: most manifests use a few of the fields of their kind. */
function lazily(make: () => Check): Check {
  let check: Check | undefined;
  return (value, path, findings) => {
    check ??= make();
    return check(value, path, findings);
  };
}

function memberChecks(
  at: string,
  properties: Readonly<Record<string, Schema>>,
  compile: Compile,
): Map<string, Check> {
  const checks = new Map<string, Check>();
  for (const name of Object.keys(properties)) {
    checks.set(
      name,
      lazily(() => compile(properties[name] ?? true, `${at}/properties/${name}`)),
    );
  }
  return checks;
}

function additionalMembers(
  at: string,
  schema: Schema,
  compile: Compile,
  { properties = {} }: JsonSchema,
): Check {
  const known = Object.keys(properties);
  if (schema === false) return noOtherMembers(at, new Set(known));
  return members(new Map(known.map((name) => [name, pass])), compile(schema, `${at}/additionalProperties`));
}

function condition(
  at: string,
  schema: Schema,
  compile: Compile,
  { then = true, else: otherwise = true }: JsonSchema,
): Check {
  return whenPasses(
    compile(schema, `${at}/if`),
    compile(then as Schema, `${at}/then`),
    compile(otherwise as Schema, `${at}/else`),
  );
}

/** Each keyword with the type of values that it applies to; `any` is all of them. */
const keywords = new Map<string, { type: TypedCheck['type'] | 'any'; make: Keyword }>([
  ['minLength', { type: 'string', make: minLength }],
  ['maxLength', { type: 'string', make: maxLength }],
  ['pattern', { type: 'string', make: pattern }],
  ['format', { type: 'string', make: formatCheck }],
  ['minimum', { type: 'integer', make: minimum }],
  ['maximum', { type: 'integer', make: maximum }],
  ['minItems', { type: 'array', make: minItems }],
  ['maxItems', { type: 'array', make: maxItems }],
  ['uniqueItems', { type: 'array', make: uniqueItems }],
  ['items', { type: 'array', make: (at, schema: Schema, compile) => items(compile(schema, `${at}/items`)) }],
  [
    'contains',
    { type: 'array', make: (at, schema: Schema, compile) => contains(at, compile(schema, `${at}/contains`)) },
  ],
  ['required', { type: 'object', make: required }],
  ['minProperties', { type: 'object', make: minProperties }],
  ['maxProperties', { type: 'object', make: maxProperties }],
  [
    'propertyNames',
    {
      type: 'object',
      make: (at, schema: Schema, compile) => propertyNames(at, compile(schema, `${at}/propertyNames`)),
    },
  ],
  [
    'properties',
    {
      type: 'object',
      make: (at, schemas: Record<string, Schema>, compile) =>
        members(memberChecks(at, schemas, compile), undefined),
    },
  ],
  ['additionalProperties', { type: 'object', make: additionalMembers }],
  ['const', { type: 'any', make: oneValue }],
  ['enum', { type: 'any', make: oneOfValues }],
  ['not', { type: 'any', make: (at, schema: Schema, compile) => not(at, compile(schema, `${at}/not`)) }],
  ['if', { type: 'any', make: condition }],
]);

/** The checks of a schema's keywords by the type that they apply to. A keyword that is not known is an annotation. */
function checksByType(
  schema: JsonSchema,
  at: string,
  compile: Compile,
): Map<TypedCheck['type'] | 'any', Check[]> {
  const checks = new Map<TypedCheck['type'] | 'any', Check[]>();
  for (const name of Object.keys(schema)) {
    const keyword = keywords.get(name);
    if (keyword === undefined) continue;
    const group = checks.get(keyword.type) ?? [];
    group.push(keyword.make(at, schema[name] as never, compile, schema));
    checks.set(keyword.type, group);
  }
  return checks;
}

/** Makes a schema into a check. `at` names the schema in the errors. */
export function compileSchema(schema: Schema, at: string, resolve: Resolve): Check {
  if (schema === true) return pass;
  if (schema === false) return refuseAll(at);
  if (typeof schema['$ref'] === 'string') return resolve(schema['$ref']);
  const { any = [], ...groups } = Object.fromEntries(
    checksByType(schema, at, (inner, place) => compileSchema(inner, place, resolve)),
  );
  const typedChecks = Object.entries(groups).map(([type, checks]) => ({
    type: type as TypedCheck['type'],
    check: all(checks),
  }));
  const byType =
    schema.type === undefined && typedChecks.length === 0 ? [] : [typed(at, schema.type, typedChecks)];
  return all([...byType, ...any]);
}
