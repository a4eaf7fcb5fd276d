/**
 * The keywords of JSON Schema that the kinds' schemas use, each as a function from its value to a check. They stand in
 * for a validator made by ajv, to which the tests hold them: its code for all kinds is 240 kB, which every start of
 * the command would have to read, where the schemas themselves are 30 kB and are read one kind at a time.
 */
import { canonicalJson, type Json } from './contract/json.ts';
import { type ErrorParams, messageOf, type ValidationError } from './validation-error.ts';

/** Where mistakes are put; absent when only the verdict is asked for, which saves making paths and messages. */
export type Findings = ValidationError[] | undefined;

/** Gives whether the value is valid and puts every mistake into `findings`. */
export type Check = (value: unknown, path: string, findings: Findings) => boolean;

type Members = Readonly<Record<string, unknown>>;

function refusal(
  at: string,
  keyword: string,
  params: ErrorParams,
): (path: string, findings: Findings) => false {
  const schemaPath = `${at}/${keyword}`;
  return (path, findings) => {
    findings?.push({ instancePath: path, schemaPath, keyword, params, message: messageOf(keyword, params) });
    return false;
  };
}

/** A keyword that only asks a question of the value. */
function asking(at: string, keyword: string, params: ErrorParams, passes: (value: never) => boolean): Check {
  const refuse = refusal(at, keyword, params);
  return (value, path, findings) => passes(value as never) || refuse(path, findings);
}

const below = (path: string, key: string | number, findings: Findings): string =>
  findings === undefined ? '' : `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Runs every check, so that three faults report three; stops at the first where only the verdict is asked for. */
export function all(checks: readonly Check[]): Check {
  const [first] = checks;
  if (first !== undefined && checks.length === 1) return first;
  return (value, path, findings) => {
    let valid = true;
    for (const check of checks) {
      if (!check(value, path, findings)) valid = false;
      if (!valid && findings === undefined) return false;
    }
    return valid;
  };
}

export const refuseAll = (at: string): Check => asking(at, 'false schema', {}, () => false);

export function whenPasses(condition: Check, then: Check, otherwise: Check): Check {
  return (value, path, findings) =>
    condition(value, '', undefined) ? then(value, path, findings) : otherwise(value, path, findings);
}

export const not = (at: string, check: Check): Check =>
  asking(at, 'not', {}, (value: unknown) => !check(value, '', undefined));

export const oneValue = (at: string, allowedValue: unknown): Check =>
  asking(at, 'const', { allowedValue }, (value: unknown) => value === allowedValue);

export const oneOfValues = (at: string, allowedValues: readonly unknown[]): Check =>
  asking(at, 'enum', { allowedValues }, (value: unknown) => allowedValues.includes(value));

/** Length in characters (code points), where `length` counts UTF-16 code units. */
function lengthOf(text: string): number {
  let surrogates = 0;
  for (let index = 0; index < text.length - 1; index += 1) {
    const isPair =
      (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
    if (isPair) surrogates += 1;
  }
  return text.length - surrogates;
}

export const minLength = (at: string, limit: number): Check =>
  asking(at, 'minLength', { limit }, (text: string) => lengthOf(text) >= limit);

export const maxLength = (at: string, limit: number): Check =>
  asking(at, 'maxLength', { limit }, (text: string) => text.length <= limit || lengthOf(text) <= limit);

export function pattern(at: string, source: string): Check {
  const expression = new RegExp(source, 'u');
  return asking(at, 'pattern', { pattern: source }, (text: string) => expression.test(text));
}

export const format = (at: string, name: string, expression: RegExp): Check =>
  asking(at, 'format', { format: name }, (text: string) => expression.test(text));

export const minimum = (at: string, limit: number): Check =>
  asking(at, 'minimum', { comparison: '>=', limit }, (value: number) => value >= limit);

export const maximum = (at: string, limit: number): Check =>
  asking(at, 'maximum', { comparison: '<=', limit }, (value: number) => value <= limit);

export const minItems = (at: string, limit: number): Check =>
  asking(at, 'minItems', { limit }, (list: readonly unknown[]) => list.length >= limit);

export const maxItems = (at: string, limit: number): Check =>
  asking(at, 'maxItems', { limit }, (list: readonly unknown[]) => list.length <= limit);

/** The first item that is there before, and where. */
function duplicateIn(list: readonly unknown[]): { i: number; j: number } | undefined {
  const seen = new Map<unknown, number>();
  for (const [i, item] of list.entries()) {
    const key = typeof item === 'object' ? canonicalJson(item as Json) : item;
    const j = seen.get(key);
    if (j !== undefined) return { i, j };
    seen.set(key, i);
  }
  return undefined;
}

export const uniqueItems = (at: string): Check => {
  return (value, path, findings) => {
    const duplicate = duplicateIn(value as readonly unknown[]);
    return duplicate === undefined || refusal(at, 'uniqueItems', duplicate)(path, findings);
  };
};

export function items(check: Check): Check {
  return (value, path, findings) => {
    const list = value as readonly unknown[];
    let valid = true;
    for (let index = 0; index < list.length; index += 1) {
      if (!check(list[index], below(path, index, findings), findings)) valid = false;
    }
    return valid;
  };
}

/** At least one item passes. Stands in conditions only, so it has no words of its own. */
export const contains = (at: string, check: Check): Check =>
  asking(at, 'contains', { minContains: 1 }, (list: readonly unknown[]) =>
    list.some((item) => check(item, '', undefined)),
  );

export function required(at: string, names: readonly string[]): Check {
  return all(
    names.map((missingProperty) =>
      asking(at, 'required', { missingProperty }, (object: Members) => object[missingProperty] !== undefined),
    ),
  );
}

export const minProperties = (at: string, limit: number): Check =>
  asking(at, 'minProperties', { limit }, (object: Members) => Object.keys(object).length >= limit);

export const maxProperties = (at: string, limit: number): Check =>
  asking(at, 'maxProperties', { limit }, (object: Members) => Object.keys(object).length <= limit);

/** Checks each member by its name; `additional` is for names without a check of their own. */
export function members(checks: ReadonlyMap<string, Check>, additional: Check | undefined): Check {
  return (value, path, findings) => {
    const object = value as Members;
    let valid = true;
    for (const name of Object.keys(object)) {
      const check = checks.get(name) ?? additional;
      const member = object[name];
      if (check === undefined || member === undefined) continue;
      if (!check(member, below(path, name, findings), findings)) valid = false;
    }
    return valid;
  };
}

export function noOtherMembers(at: string, known: ReadonlySet<string>): Check {
  return (value, path, findings) => {
    let valid = true;
    for (const additionalProperty of Object.keys(value as Members)) {
      if (known.has(additionalProperty)) continue;
      valid = refusal(at, 'additionalProperties', { additionalProperty })(path, findings);
    }
    return valid;
  };
}

export function propertyNames(at: string, check: Check): Check {
  return (value, path, findings) => {
    let valid = true;
    for (const propertyName of Object.keys(value as Members)) {
      const own: Findings = findings && [];
      if (check(propertyName, path, own)) continue;
      findings?.push(...(own ?? []).map((error) => ({ ...error, propertyName })));
      valid = refusal(at, 'propertyNames', { propertyName })(path, findings);
    }
    return valid;
  };
}

type TypeName = 'string' | 'integer' | 'boolean' | 'array' | 'object';

function isOfType(type: TypeName, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

/** The keywords that apply to one type of values, and leave all others alone. */
export interface TypedCheck {
  readonly type: TypeName;
  readonly check: Check;
}

/** Lets pass values of the types in `expected`; each is then checked by what applies to its type. */
export function typed(
  at: string,
  expected: string | readonly string[] | undefined,
  checks: readonly TypedCheck[],
): Check {
  const names = (expected === undefined ? [] : [expected].flat()) as TypeName[];
  const refuse = refusal(at, 'type', { type: expected });
  return (value, path, findings) => {
    for (const { type, check } of checks) if (isOfType(type, value)) return check(value, path, findings);
    return names.length === 0 || names.some((name) => isOfType(name, value)) || refuse(path, findings);
  };
}
