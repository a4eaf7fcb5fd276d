import type { Owner } from '../managed-mark.tsx';

/** Settings of an account, as every kind of them is read. */
export interface SettingsItem {
  readonly address: string;
  readonly spec: object;
  readonly version: number | null;
  readonly owners: readonly (Owner & { readonly fields?: readonly string[] })[];
  readonly effective?: {
    readonly value: Readonly<Record<string, unknown>>;
    /** By JSON pointer: `platform`, `SettingsTemplate/eu`, `SecurityPolicy/emea`. */
    readonly from: Readonly<Record<string, string>>;
  };
}

type Values = Readonly<Record<string, unknown>>;

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a JSON pointer whose names have no slashes; undefined: there is none. */
export function valueAt(values: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, name) => (isValues(value) ? value[name] : undefined), values);
}

/** A merge patch (RFC 7396) of fields by pointer; null takes an own value away. */
export function patchOf(fields: Values): Values {
  const patch: Record<string, unknown> = {};
  for (const [pointer, value] of Object.entries(fields)) {
    const names = pointer.split('/').slice(1);
    const last = names.pop() ?? '';
    let place = patch;
    for (const name of names) {
      place[name] ??= {};
      place = place[name] as Record<string, unknown>;
    }
    place[last] = value;
  }
  return patch;
}

const within = (pointer: string, field: string): boolean =>
  pointer === field || pointer.startsWith(`${field}/`) || field.startsWith(`${pointer}/`);

/** Which set manages a field; undefined: none does. */
export function ownerOf({ owners }: SettingsItem, pointer: string): Owner | undefined {
  return owners.find(({ fields }) => fields?.some((field) => within(pointer, field)));
}

/** Where the effective value of a field comes from: `platform` where nothing is said. */
export function originOf({ effective }: SettingsItem, pointer: string): string {
  const from = effective?.from ?? {};
  const exact = from[pointer];
  if (exact !== undefined) return exact;
  const near = Object.keys(from).find((field) => within(pointer, field));
  return (near === undefined ? undefined : from[near]) ?? 'platform';
}
