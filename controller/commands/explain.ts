import { kindSchemas } from '../../schemas/generated/schemas.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { isKind, kindInfo, kinds } from '../../schemas/semantics.ts';
import { Failure } from '../client/failure.ts';
import { didYouMean } from '../manifest/suggest.ts';
import { renderFieldExplanation } from '../render/explain-field.ts';
import { renderKindExplanation, renderKindList } from '../render/explain-kind.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';

function unknown(what: string, name: string, names: readonly string[]): Failure {
  return new Failure(`${what} '${name}'`, {
    remedy: didYouMean(name, names) ?? `Known are ${names.join(', ')}`,
  });
}

/** Fields below a schema: those of the object, of the items of a list, of the values of a map. */
function childrenOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  if (schema.properties !== undefined) return schema.properties;
  if (schema.items !== undefined) return childrenOf(schema.items);
  return typeof schema.additionalProperties === 'object' ? childrenOf(schema.additionalProperties) : {};
}

function walk(root: JsonSchema, path: readonly string[], kind: string): JsonSchema {
  let schema = root;
  for (const [index, name] of path.entries()) {
    const children = childrenOf(schema);
    const child = Object.hasOwn(children, name) ? children[name] : undefined;
    if (child === undefined)
      throw unknown(`${[kind, ...path.slice(0, index)].join('.')} has no field`, name, Object.keys(children));
    schema = child;
  }
  return schema;
}

/** `spec` may be left out, as people name fields; `metadata` must be said. */
function fullPath(path: readonly string[]): readonly string[] {
  return path[0] === 'spec' || path[0] === 'metadata' ? path : ['spec', ...path];
}

/** `bylaw explain KIND[.field]`: what the schema says of a kind or a field, as `kubectl explain` does. */
export async function explain(raw: RawArguments, { width, colour }: CommandContext): Promise<CommandResult> {
  const asked = raw.operands[0];
  const style = { width, colour };
  if (asked === undefined)
    return {
      output: renderKindList(
        kinds.map((kind) => kindInfo(kind)),
        kindSchemas,
        style,
      ),
      exitCode: 0,
    };
  const [name = '', ...path] = asked.split('.');
  const kind = kinds.find((known) => known.toLowerCase() === name.toLowerCase());
  if (kind === undefined || !isKind(kind)) throw unknown('There is no kind', name, kinds);
  if (path.length === 0)
    return { output: renderKindExplanation(kindInfo(kind), kindSchemas[kind], style), exitCode: 0 };
  const field = walk(kindSchemas[kind], fullPath(path), kind);
  return { output: renderFieldExplanation([kind, ...path].join('.'), field, style), exitCode: 0 };
}
