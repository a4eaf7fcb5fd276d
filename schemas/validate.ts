import { compileSchema } from './compile-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { once } from './once.ts';
import type { Check } from './schema-check.ts';
import type { ValidateFunction, ValidationError } from './validation-error.ts';

/**
 * Validators of schemas that are given as texts by name. A schema is parsed and made into checks when it is first
 * needed; a `$ref` is the name of another.
 */
export function validatorsOf(texts: Readonly<Record<string, string>>): (name: string) => ValidateFunction {
  const resolve: (name: string) => Check = once((name) =>
    compileSchema(JSON.parse(texts[name] ?? 'false') as JsonSchema, name, resolve),
  );
  return (name) => validator(() => resolve(name));
}

/** Asks for the verdict first, and for the mistakes only where there are some: valid documents are the rule. */
function validator(check: () => Check): ValidateFunction {
  const validate: ValidateFunction = (value) => {
    const run = check();
    const errors: ValidationError[] = [];
    const valid = run(value, '', undefined) || run(value, '', errors);
    validate.errors = valid ? null : errors;
    return valid;
  };
  validate.errors = null;
  return validate;
}
