import { fileURLToPath } from 'node:url';
import type { JsonSchema } from '../../schemas/json-schema.ts';

interface SourceDocument {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly info?: Readonly<Record<string, unknown>>;
}

interface Sources {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  readonly documents: readonly SourceDocument[];
}

interface GeneratorModule {
  readSchemas(folder: string): Sources;
  dereference(schema: JsonSchema, definitions: Sources['definitions']): JsonSchema;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The hand-written schemas as the generator reads them, `ManifestSet` among them, without references. */
export async function readSources(): Promise<Sources> {
  const generator = (await import(`${root}scripts/generate-schemas.mjs`)) as GeneratorModule;
  const { definitions, documents } = generator.readSchemas(`${root}schemas`);
  return {
    definitions,
    documents: documents.map((document) => ({
      ...document,
      schema: generator.dereference(document.schema, definitions),
    })),
  };
}

export interface Place {
  readonly path: string;
  readonly schema: JsonSchema;
}

/** Every field, item and map value below a schema, with its path. Rules between fields (`if`, `then`) are left out. */
export function placesIn(path: string, schema: JsonSchema): Place[] {
  const properties = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    `${path}.${name}`,
    field,
  ]);
  const items = schema.items === undefined ? [] : [[`${path}[]`, schema.items]];
  const values =
    typeof schema.additionalProperties === 'object' ? [[`${path}.*`, schema.additionalProperties]] : [];
  const below = [...properties, ...items, ...values] as [string, JsonSchema][];
  return [{ path, schema }, ...below.flatMap(([place, field]) => placesIn(place, field))];
}
