import { kindSchemas } from '../../schemas/generated/schemas.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { isKind } from '../../schemas/kinds.ts';
import type { Path } from './place.ts';

/** The schema of a kind's manifest; of `ManifestSet` too. */
export async function schemaOfKind(kind: string): Promise<JsonSchema> {
  if (isKind(kind)) return kindSchemas[kind];
  const { default: schema } = await import('../../schemas/bylaw-set.schema.json', { with: { type: 'json' } });
  return schema as unknown as JsonSchema;
}

/** The part of a schema that describes the value at `path`; undefined for a member that the schema does not know. */
export function schemaAt(root: JsonSchema, path: Path): JsonSchema | undefined {
  let schema: JsonSchema | undefined = root;
  for (const part of path) {
    schema = schema && step(schema, part);
    schema = schema && resolve(root, schema);
  }
  return schema;
}

function step(schema: JsonSchema, part: string | number): JsonSchema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, part)) return schema.properties[part];
  if (schema.items && /^\d+$/.test(String(part))) return schema.items;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** Follows `$ref: #/$defs/x`; what stands beside it wins. */
function resolve(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const name = /^#\/\$defs\/(.+)$/.exec(String(schema['$ref'] ?? ''))?.[1];
  const shared =
    name === undefined ? undefined : (root['$defs'] as Record<string, JsonSchema> | undefined)?.[name];
  return shared ? { ...resolve(root, shared), ...schema } : schema;
}
