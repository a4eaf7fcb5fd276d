import { settingsKinds } from '../../controller/reconcile/template.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { type FieldSemantics, kindInfo } from '../../schemas/semantics.ts';

function defaultOf(field: FieldSemantics): Json | undefined {
  if (field.default !== undefined) return field.default as Json;
  if (field.type !== 'object') return undefined;
  const members = Object.entries(field.fields).flatMap(([name, inner]) => {
    const value = defaultOf(inner);
    return value === undefined ? [] : [[name, value] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/**
 * The platform's defaults of the settings kinds, from their schemas. They are pinned to an organisation when it is made,
 * so that an upgrade that changes one changes nobody's security unseen.
 */
export function platformDefaults(): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    settingsKinds().map((kind) => [kind, (defaultOf(kindInfo(kind).spec) ?? {}) as JsonObject]),
  );
}
