import { Checkbox, Loader, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pages } from '../client/pages.ts';
import { type Column, cellClass } from './column.ts';
import classes from './data-table.module.css';
import { EmptyNote } from './empty-note.tsx';
import { Late } from './late.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import type { Selection } from './selection.ts';
import { TableHead } from './table-head.tsx';

interface DataTableProps<Item> {
  /** What the table holds, for people who do not see it. */
  readonly label: string;
  readonly pages: Pages<Item>;
  readonly columns: readonly Column<Item>[];
  readonly keyOf: (item: Item) => string;
  /** What a screen reader calls the row; needed for what can be selected. */
  readonly nameOf?: (item: Item) => string;
  readonly selection?: Selection;
  readonly isSelectable?: (item: Item) => boolean;
  /** What is shown below a row; null: nothing. */
  readonly expanded?: (item: Item) => ReactNode;
  readonly empty?: ReactNode;
}

const usualRowHeight = 45;
/** Rows kept beside those that are seen, so that fast scrolling shows no gaps. */
const overscan = 12;

/**
 * A list as a table: only the rows that are seen are there, so that a million scroll as well as ten, and the next page is read before the end
 * is reached.
 */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const { label, pages, columns, keyOf, nameOf, selection, isSelectable, expanded, empty } = props;
  const { t } = useTranslation('shell');
  const frame = useRef<HTMLElement>(null);
  const { items } = pages;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => usualRowHeight,
    overscan,
    getItemKey: (index) => keyOf(items[index] as Item),
    // Before the first measure, and where nothing is ever laid out, as many as a window holds.
    initialRect: { width: 1024, height: 900 },
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1);
  const { hasMore, loadMore } = pages;
  useEffect(() => {
    if (last !== undefined && hasMore && last.index >= items.length - overscan) loadMore();
  }, [last, hasMore, items.length, loadMore]);

  if (pages.error !== null && items.length === 0)
    return <ProblemAlert error={pages.error} onRetry={pages.reload} />;
  const span = columns.length + (selection === undefined ? 0 : 1);
  const space = (height: number): ReactNode =>
    height <= 0 ? null : (
      <tr className={classes['space']} aria-hidden>
        <td colSpan={span} style={{ height }} />
      </tr>
    );
  const selectable = items.filter((item) => isSelectable?.(item) ?? true).map(keyOf);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section ref={frame} className={classes['frame']} tabIndex={0} aria-label={label}>
      <table
        className={classes['table']}
        aria-rowcount={hasMore ? -1 : items.length + 1}
        aria-busy={pages.isLoading}
      >
        <caption hidden>{label}</caption>
        <TableHead columns={columns} {...(selection === undefined ? {} : { selection, selectable })} />
        <tbody>
          {space(rows[0]?.start ?? 0)}
          {rows.map(({ index, key }) => {
            const item = items[index] as Item;
            const name = nameOf?.(item) ?? keyOf(item);
            const below = expanded?.(item) ?? null;
            return (
              <Fragment key={key}>
                <tr
                  ref={virtual.measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                  className={classes['row']}
                >
                  {selection === undefined ? null : (
                    <td className={classes['narrow']}>
                      <Checkbox
                        size="xs"
                        aria-label={t('table.select', { name })}
                        checked={selection.has(keyOf(item))}
                        disabled={!(isSelectable?.(item) ?? true)}
                        onChange={() => selection.toggle(keyOf(item))}
                      />
                    </td>
                  )}
                  {columns.map((column) => (
                    <td key={column.key} className={cellClass(column)}>
                      {column.cell(item)}
                    </td>
                  ))}
                </tr>
                {below === null ? null : (
                  <tr>
                    <td colSpan={span}>{below}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
          {space(virtual.getTotalSize() - (last?.end ?? 0))}
        </tbody>
      </table>
      {pages.isLoading || pages.isLoadingMore ? (
        <Late>
          <Text ta="center" p="md" c="dimmed" size="sm" role="status">
            <Loader size="xs" me="xs" aria-hidden />
            {t(pages.isLoading ? 'table.loading' : 'table.loadingMore')}
          </Text>
        </Late>
      ) : null}
      {!pages.isLoading && items.length === 0 ? (empty ?? <EmptyNote title={t('table.empty')} />) : null}
    </section>
  );
}
