import { Skeleton, Stack, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import { useFormats } from '../../parts/formats.ts';
import { Late } from '../../parts/late.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import classes from './attention.module.css';
import type { Finding } from './finding.ts';
import { sources } from './sources.ts';

function useFindings() {
  const may = useMay();
  const asked = sources.filter(({ permission }) => permission === undefined || may(permission));
  return useQueries({
    queries: asked.map(({ key, read }) => ({ queryKey: ['overview', key], queryFn: read })),
    combine: (results) => ({
      findings: results.flatMap(({ data }) => data ?? []).filter(({ count }) => count > 0),
      isPending: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
}

function Row({ finding: { about, count, name = '', link } }: { readonly finding: Finding }) {
  const { t } = useTranslation('overview');
  const { number } = useFormats();
  return (
    <li>
      <Link {...link} className={classes['row']} data-about={about}>
        <span className={classes['text']}>{t(`findings.${about}`, { count, n: number(count), name })}</span>
        <ChevronRight size={16} aria-hidden className={classes['arrow']} />
      </Link>
    </li>
  );
}

/** What somebody should look at, each leading to its list; of what one may read. */
export function Attention() {
  const { t } = useTranslation('overview');
  const { findings, isPending, error } = useFindings();
  return (
    <Panel title={t('attention')}>
      {error === null ? null : <ProblemAlert error={error} />}
      {findings.length === 0 ? null : (
        <ul className={classes['list']}>
          {findings.map((finding) => (
            <Row key={`${finding.about} ${finding.name}`} finding={finding} />
          ))}
        </ul>
      )}
      {isPending ? (
        <Late>
          <Stack gap="xs" aria-hidden>
            <Skeleton h={40} />
            <Skeleton h={40} />
          </Stack>
        </Late>
      ) : null}
      {!isPending && findings.length === 0 && error === null ? (
        <Text size="sm" className={classes['well']}>
          <CircleCheck size={18} aria-hidden />
          {t('allWell')}
        </Text>
      ) : null}
    </Panel>
  );
}
