import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { canonicalJson, isObject } from '../../schemas/contract/json.ts';
import type { FieldChange } from '../../schemas/contract/plan.ts';
import type {
  FieldFacts,
  FieldSemantics,
  KeyedListShape,
  Kind,
  ListShape,
  ObjectSemantics,
} from '../../schemas/semantics.ts';
import { pointerStep } from './pointer.ts';
import { itemKey, keyOf, memberSemantics, valuesSemantics } from './values.ts';

type Side = Json | undefined;

/** Names of resources differ only where their folded forms do. */
function equal(semantics: FieldSemantics, before: Side, after: Side): boolean {
  if (before === undefined || after === undefined) return before === after;
  return itemKey(semantics, before) === itemKey(semantics, after);
}

function leaf(semantics: FieldSemantics, path: string, before: Side, after: Side): FieldChange {
  return {
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(semantics.sensitive ? { sensitive: true as const } : {}),
    ...(semantics.display ? { display: semantics.display } : {}),
  };
}

/** How a list's items are abbreviated: by what the list says, or the item, or (`{pem: ...}`) a member of the item. */
function displayOf(semantics: FieldFacts & ListShape): FieldFacts['display'] {
  const { item } = semantics;
  const members = item.type === 'object' ? Object.values(item.fields) : [];
  return semantics.display ?? item.display ?? members.find(({ display }) => display !== undefined)?.display;
}

function diffSet(semantics: FieldFacts & ListShape, path: string, before: Side, after: Side): FieldChange[] {
  const { item } = semantics;
  const [old, now] = [before, after].map((side) => (Array.isArray(side) ? side : []));
  const keys = (list: Json[] | undefined) => new Set((list ?? []).map((value) => itemKey(item, value)));
  const [oldKeys, nowKeys] = [keys(old), keys(now)];
  const added = (now ?? []).filter((value) => !oldKeys.has(itemKey(item, value)));
  const removed = (old ?? []).filter((value) => !nowKeys.has(itemKey(item, value)));
  const appears = (before === undefined) !== (after === undefined);
  if (added.length + removed.length === 0 && !appears) return [];
  // Where both sides exist the two short lists say it all; a list of 500 members is not repeated for one of them.
  const display = displayOf(semantics);
  const change = appears ? leaf(semantics, path, before, after) : { path };
  return [
    {
      ...change,
      ...(added.length ? { added } : {}),
      ...(removed.length ? { removed } : {}),
      ...(display ? { display } : {}),
    },
  ];
}

function diffKeyed(
  semantics: FieldFacts & KeyedListShape,
  path: string,
  before: Side,
  after: Side,
): FieldChange[] {
  const { key, item } = semantics;
  const byKey = (side: Side) =>
    new Map((Array.isArray(side) ? side : []).map((entry) => [keyOf(key, entry), entry]));
  const [old, now] = [byKey(before), byKey(after)];
  // `[]` against nothing: both say "none", and only one of them says it.
  if (old.size + now.size === 0) {
    return (before === undefined) === (after === undefined) ? [] : [leaf(semantics, path, before, after)];
  }
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .flatMap((name) => diffField(item, path + pointerStep(name), old.get(name), now.get(name)));
}

function diffField(semantics: FieldSemantics, path: string, before: Side, after: Side): FieldChange[] {
  if (semantics.type === 'object' && sideIsObject(before) && sideIsObject(after)) {
    return diffMembers(semantics, path, before, after);
  }
  if (semantics.type === 'list' && semantics.list === 'set') return diffSet(semantics, path, before, after);
  if (semantics.type === 'list' && semantics.list === 'map') return diffKeyed(semantics, path, before, after);
  if (semantics.type === 'scalar' ? equal(semantics, before, after) : sameJson(before, after)) return [];
  return [leaf(semantics, path, before, after)];
}

function sameJson(before: Side, after: Side): boolean {
  if (before === undefined || after === undefined) return before === after;
  return canonicalJson(before) === canonicalJson(after);
}

function sideIsObject(side: Side): side is JsonObject | undefined {
  return side === undefined || isObject(side);
}

function diffMembers(
  semantics: ObjectSemantics,
  path: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): FieldChange[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  // `{}` against nothing is a difference of its own: `selector: {}` selects everything.
  if (keys.length === 0 && (before === undefined) !== (after === undefined)) {
    return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  }
  const changes: FieldChange[] = [];
  for (const key of keys) {
    const [old, now] = [before?.[key], after?.[key]];
    // Most fields of most resources are the same text on both sides: no path is made for them.
    if (old === now) continue;
    changes.push(...diffField(memberSemantics(semantics, key), path + pointerStep(key), old, now));
  }
  return changes;
}

/**
 * The difference between two sets of values of one kind, field by field, driven by the schema's annotations: sets do not
 * care for order, keyed lists compare by key. Empty exactly when both mean the same.
 *
 * @param before canonical own values; null: the resource does not exist
 */
export function diffValues(kind: Kind, before: JsonObject | null, after: JsonObject | null): FieldChange[] {
  return diffMembers(valuesSemantics(kind), '', before ?? {}, after ?? {});
}
