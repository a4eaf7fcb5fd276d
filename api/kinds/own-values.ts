import type { Change } from '../../controller/reconcile/change.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import type { IdentifiedChange } from './kind.ts';

/** What a manifest says in `metadata` stands in the resource's own row, not in the kind's tables. */
const metadataPrefix = 'metadata.';

/** The fields of `spec` among a resource's values. */
export function specOf(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith(metadataPrefix)));
}

/** The list of names under a field; empty where the field has no value. */
export function namesIn(values: JsonObject | null, field: string): readonly string[] {
  const list = values?.[field];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** The same, folded as names are compared. */
export function keysIn(values: JsonObject | null, field: string): ReadonlySet<string> {
  return new Set(namesIn(values, field).map(nameKey));
}

/** The text under a field, or null. */
export function textIn(values: JsonObject | null, field: string): string | null {
  const value = values?.[field];
  return typeof value === 'string' ? value : null;
}

/** The switch under a field, or null where it is not set. */
export function switchIn(values: JsonObject | null, field: string): boolean | null {
  const value = values?.[field];
  return typeof value === 'boolean' ? value : null;
}

/** A value for a `jsonb` column that is NULL where the field is not set. */
export function jsonIn(values: JsonObject | null, field: string): Json {
  return values?.[field] ?? null;
}

/** A row as values: a column that is NULL is a field that is not set. */
export function valuesOf(row: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

/** True where a field of `spec`, or what it holds, differs. Values are canonical, so their texts can be compared. */
export function differs(change: Change, field: string): boolean {
  return JSON.stringify(change.before?.[field]) !== JSON.stringify(change.after?.[field]);
}

/** True where anything that the kind itself keeps is to be written: not for a mere change of owner. */
export function writesSpec({ change }: IdentifiedChange): boolean {
  if (change.action === 'create' || change.action === 'move') return true;
  const fields = new Set([...Object.keys(change.before ?? {}), ...Object.keys(change.after ?? {})]);
  return [...fields].some((field) => !field.startsWith(metadataPrefix) && differs(change, field));
}

/** The account that the change is in. @throws a fault of ours: the kind has none. */
export function accountOf(change: Change): string {
  if (change.account === null) throw new Error(`${change.address} is in no account`);
  return change.account;
}

/** The resource's name. @throws a fault of ours: the kind has none. */
export function nameOf(change: Change): string {
  if (change.name === null) throw new Error(`${change.address} has no name`);
  return change.name;
}
