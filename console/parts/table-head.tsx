import { Checkbox } from '@mantine/core';
import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Column, cellClass } from './column.ts';
import classes from './data-table.module.css';
import type { Selection } from './selection.ts';

const arrows = { ascending: ArrowUp, descending: ArrowDown } as const;

function SortButton<Item>({ header, sort }: Pick<Column<Item>, 'header' | 'sort'>) {
  if (sort === undefined) return header;
  const Arrow = sort.direction === null ? ArrowUpDown : arrows[sort.direction];
  return (
    <button type="button" className={classes['sort']} onClick={sort.toggle}>
      {header}
      <Arrow size={14} aria-hidden />
    </button>
  );
}

interface TableHeadProps<Item> {
  readonly columns: readonly Column<Item>[];
  readonly selection?: Selection;
  /** Keys of what can be selected and is shown. */
  readonly selectable?: readonly string[];
}

/** The names of the columns, and where rows can be selected one box for all that are shown. */
export function TableHead<Item>({ columns, selection, selectable = [] }: TableHeadProps<Item>) {
  const { t } = useTranslation('shell');
  const all = selectable.length > 0 && selectable.every((key) => selection?.has(key));
  const some = selectable.some((key) => selection?.has(key));
  return (
    <thead>
      <tr>
        {selection === undefined ? null : (
          <th scope="col" className={classes['narrow']}>
            <Checkbox
              size="xs"
              aria-label={t('table.selectAll')}
              checked={all}
              indeterminate={some && !all}
              disabled={selectable.length === 0}
              onChange={() => selection.set(all ? [] : selectable)}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            className={cellClass(column)}
            {...(column.sort === undefined ? {} : { 'aria-sort': column.sort.direction ?? 'none' })}
          >
            <SortButton
              header={column.header}
              {...(column.sort === undefined ? {} : { sort: column.sort })}
            />
          </th>
        ))}
      </tr>
    </thead>
  );
}
