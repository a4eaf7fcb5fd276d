import { kindSchemas } from '../../schemas/generated/schemas.ts';
import { providerOf } from '../../schemas/semantics.ts';

/** The rules of a manifest's field, for the same value given here. */
export function fieldOf(what: 'accounts' | 'people', part: 'metadata' | 'spec', name: string): object {
  const schema = kindSchemas[providerOf(what)].properties?.[part]?.properties?.[name];
  if (schema === undefined) throw new Error(`the schema of ${what} has no ${part}.${name}`);
  const { type, pattern, minLength, maxLength, description } = schema;
  return JSON.parse(JSON.stringify({ type, pattern, minLength, maxLength, description })) as object;
}
