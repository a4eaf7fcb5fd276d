import { useState } from 'react';
import type { Owner } from '../managed-mark.tsx';
import { originOf, ownerOf, patchOf, type SettingsItem, valueAt } from './settings-item.ts';

/** Changes of settings that are thought of and not made yet. */
export interface Draft {
  readonly item: SettingsItem;
  readonly mayEdit: boolean;
  /** As it would be: what is drafted, else what the account ends up with. undefined: inherited, and not known yet. */
  value(pointer: string): unknown;
  /** The account sets it itself, or will. */
  isOwn(pointer: string): boolean;
  /** Its own value will be taken away. */
  isInherited(pointer: string): boolean;
  isChanged(pointer: string): boolean;
  /** `platform`, `SettingsTemplate/eu`, `SecurityPolicy/emea`. */
  origin(pointer: string): string;
  /** Which set manages it. */
  owner(pointer: string): Owner | undefined;
  isReadOnly(pointer: string): boolean;
  /** Lets a managed field be changed all the same. */
  breakGlass(pointer: string): void;
  set(pointer: string, value: unknown): void;
  inherit(pointer: string): void;
  reset(): void;
  readonly count: number;
  readonly patch: object;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Keeps what is changed on a page until it is reviewed. */
export function useDraft(item: SettingsItem, mayEdit: boolean): Draft {
  const [fields, setFields] = useState<Readonly<Record<string, unknown>>>({});
  const [open, setOpen] = useState<readonly string[]>([]);
  const own = (pointer: string): unknown => valueAt(item.spec, pointer);
  const effective = (pointer: string): unknown => valueAt(item.effective?.value, pointer);
  const without = (pointer: string) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => name !== pointer));
  return {
    item,
    mayEdit,
    value: (pointer) => (pointer in fields ? (fields[pointer] ?? undefined) : effective(pointer)),
    isOwn: (pointer) => (pointer in fields ? fields[pointer] !== null : own(pointer) !== undefined),
    isInherited: (pointer) => fields[pointer] === null,
    isChanged: (pointer) => pointer in fields,
    origin: (pointer) => originOf(item, pointer),
    owner: (pointer) => ownerOf(item, pointer),
    isReadOnly: (pointer) => !mayEdit || (ownerOf(item, pointer) !== undefined && !open.includes(pointer)),
    breakGlass: (pointer) => setOpen([...open, pointer]),
    set: (pointer, value) =>
      setFields(
        same(value, effective(pointer)) ? without(pointer) : { ...without(pointer), [pointer]: value },
      ),
    inherit: (pointer) =>
      setFields(own(pointer) === undefined ? without(pointer) : { ...fields, [pointer]: null }),
    reset: () => {
      setFields({});
      setOpen([]);
    },
    count: Object.keys(fields).length,
    patch: patchOf(fields),
  };
}
