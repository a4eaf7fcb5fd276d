import { Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { present } from '../../parts/search-params.ts';
import { type DriftedField, useDrift } from './drift.ts';
import { DriftedResource } from './drifted-resource.tsx';

const route = getRouteApi('/drift');

/** By resource and set, in their order. */
function byResource(items: readonly DriftedField[]): readonly (readonly [DriftedField, ...DriftedField[]])[] {
  const groups = new Map<string, [DriftedField, ...DriftedField[]]>();
  for (const item of items) {
    const key = `${item.set} ${item.address}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** What is no longer as it was applied from git: what differs, who did it, and how to go on. */
export function DriftPage() {
  const { t } = useTranslation('drift');
  const { set, q } = route.useSearch();
  const navigate = route.useNavigate();
  const drift = useDrift(set);
  const part = (q ?? '').toLowerCase();
  const shown = (drift.data?.items ?? []).filter(
    ({ address, origin }) => address.toLowerCase().includes(part) || origin?.by.toLowerCase().includes(part),
  );
  const change = (to: { set?: string | undefined; q?: string | undefined }): void =>
    void navigate({ search: (former) => present({ ...former, ...to }), replace: true });
  return (
    <PageFrame title={t('title')} lead={t('lead')}>
      <Group gap="sm">
        <FilterText label={t('find')} value={q} onChange={(next) => change({ q: next })} />
        <FilterText label={t('set')} value={set} onChange={(next) => change({ set: next })} />
      </Group>
      {drift.error === null ? null : (
        <ProblemAlert error={drift.error} onRetry={() => void drift.refetch()} />
      )}
      {drift.data === undefined ? null : (
        <Text size="sm" role="status">
          {t('count', { count: drift.data.total })}
        </Text>
      )}
      {byResource(shown).map((fields) => (
        <DriftedResource key={`${fields[0].set} ${fields[0].address}`} fields={fields} />
      ))}
      {drift.data !== undefined && shown.length === 0 ? (
        <EmptyNote title={t('none')} hint={t(drift.data.total === 0 ? 'noneHint' : 'noneFound')} />
      ) : null}
    </PageFrame>
  );
}
