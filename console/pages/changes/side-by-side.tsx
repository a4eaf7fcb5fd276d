import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ResourceChange } from '../../../schemas/contract/plan.ts';
import classes from './side-by-side.module.css';

interface Line {
  readonly before: string | null;
  readonly after: string | null;
}

const asText = (values: unknown): string => (values === null ? '' : `${JSON.stringify(values, null, 2)}\n`);

/** Lines beside each other: what stayed on both sides, what went left, what came right. Compared by a library that is loaded for it. */
async function compare(before: string, after: string): Promise<readonly Line[]> {
  const { diffLines } = await import('diff');
  const rows: Line[] = [];
  let gone: string[] = [];
  const flush = (came: readonly string[]): void => {
    for (let index = 0; index < Math.max(gone.length, came.length); index += 1)
      rows.push({ before: gone[index] ?? null, after: came[index] ?? null });
    gone = [];
  };
  for (const { value, added, removed } of diffLines(before, after)) {
    const lines = value.replace(/\n$/, '').split('\n');
    if (removed) gone = lines;
    else if (added) flush(lines);
    else {
      flush([]);
      rows.push(...lines.map((line) => ({ before: line, after: line })));
    }
  }
  flush([]);
  return rows;
}

function Cell({
  line,
  of,
  differs,
}: {
  readonly line: string | null;
  readonly of: 'before' | 'after';
  readonly differs: boolean;
}) {
  const mark = differs && line !== null ? classes[of] : undefined;
  return <td className={mark}>{line ?? ''}</td>;
}

/** A resource's own values, whole, before and after. */
export function SideBySide({ change }: { readonly change: ResourceChange }) {
  const { t } = useTranslation('shell');
  const [before, after] = [asText(change.change.before), asText(change.change.after)];
  const lines = useQuery({
    queryKey: ['side by side', before, after],
    queryFn: () => compare(before, after),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={classes['frame']}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('impact.before')}</th>
            <th scope="col">{t('impact.after')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.data?.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and never change places
            <tr key={index}>
              <Cell line={line.before} of="before" differs={line.before !== line.after} />
              <Cell line={line.after} of="after" differs={line.before !== line.after} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
