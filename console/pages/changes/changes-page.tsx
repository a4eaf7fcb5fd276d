import { Group, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlanSummary } from '../../../schemas/contract/plan.ts';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import type { components } from '../../generated/api.d.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { useFormats } from '../../parts/formats.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { RiskBadge } from '../../parts/plan/risk-badge.tsx';
import { present } from '../../parts/search-params.ts';
import { PlanStatusBadge } from './plan-status.tsx';
import { statuses } from './statuses.ts';
import { summaryText } from './summary-text.ts';

type PlanRow = components['schemas']['PlanRow'];

const route = getRouteApi('/changes');

/** `3f2a9c1` of a commit. */
const short = (commit: unknown): string => (typeof commit === 'string' ? commit.slice(0, 7) : '');

function useColumns(): readonly Column<PlanRow>[] {
  const { t } = useTranslation('changes');
  const { time } = useFormats();
  return [
    {
      key: 'plan',
      header: t('plan'),
      cell: ({ id, summary, set }) => (
        <>
          <Link to="/changes/$id" params={{ id }}>
            {summaryText(summary as Partial<PlanSummary>, t)}
          </Link>
          <Text size="xs" c="dimmed">
            {set ?? t('byHand')}
          </Text>
        </>
      ),
    },
    {
      key: 'status',
      header: t('status'),
      narrow: true,
      cell: ({ status }) => <PlanStatusBadge status={status} />,
    },
    {
      key: 'risk',
      header: t('risk'),
      narrow: true,
      wideOnly: true,
      cell: ({ risk }) => <RiskBadge level={risk} />,
    },
    { key: 'by', header: t('by'), wideOnly: true, cell: ({ createdBy }) => createdBy },
    {
      key: 'commit',
      header: t('commit'),
      wideOnly: true,
      cell: ({ source }) => <code>{short(source['commit'])}</code>,
    },
    {
      key: 'at',
      header: t('at'),
      narrow: true,
      wideOnly: true,
      cell: ({ createdAt }) => <time dateTime={createdAt}>{time(createdAt)}</time>,
    },
  ];
}

/** Plans, newest first: what waits, and what became of the rest. */
export function ChangesPage() {
  const { t } = useTranslation('changes');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pages = usePages(['plans', search], (cursor) =>
    bodyOf(
      client.GET('/v1/plans', {
        params: { query: { ...search, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
  return (
    <PageFrame title={t('title')} lead={t('lead')}>
      <Group gap="sm">
        <FilterText
          label={t('set')}
          value={search.set}
          onChange={(set) =>
            void navigate({ search: (former) => present({ ...former, set }), replace: true })
          }
        />
        <FilterSelect
          label={t('status')}
          value={search.status}
          options={statuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          onChange={(value) => {
            const status = statuses.find((one) => one === value);
            void navigate({ search: (former) => present({ ...former, status }), replace: true });
          }}
        />
      </Group>
      <DataTable
        label={t('title')}
        pages={pages}
        columns={useColumns()}
        keyOf={({ id }) => id}
        empty={<EmptyNote title={t('empty')} hint={t('emptyHint')} />}
      />
    </PageFrame>
  );
}
