import type { ReactNode } from 'react';
import classes from './data-table.module.css';

/** A column of a table. */
export interface Column<Item> {
  readonly key: string;
  readonly header: string;
  readonly cell: (item: Item) => ReactNode;
  /** As narrow as what is in it. */
  readonly narrow?: boolean;
  /** At the end of the line: figures, and what can be done. */
  readonly end?: boolean;
  /** Left out on a phone. */
  readonly wideOnly?: boolean;
  /** Shown above a click: how the list is sorted by this column, and what sorts it. */
  readonly sort?: { readonly direction: 'ascending' | 'descending' | null; readonly toggle: () => void };
}

/** The classes of its cells. */
export function cellClass<Item>({ narrow, end, wideOnly }: Column<Item>): string {
  const names = [narrow && 'narrow', end && 'end', wideOnly && 'wideOnly'];
  return names
    .filter((name) => typeof name === 'string')
    .map((name) => classes[name])
    .join(' ');
}
