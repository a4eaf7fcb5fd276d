import { Group, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { present } from '../../parts/search-params.ts';
import { type Change, events, type LogSearch, ranges } from './seats-search.ts';
import { useAccountNames } from './use-account-names.ts';

const route = getRouteApi('/seats/log');

const custom = 'custom' as const;

/** Words, account, event, and time: by name, or from one time to another. */
export function LogFilters() {
  const { t } = useTranslation('seats');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const accounts = useAccountNames();
  const [wantsOwn, setWantsOwn] = useState(false);
  const change = (to: Change<LogSearch>): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as LogSearch, replace: true });
  const isCustom = wantsOwn || search.from !== undefined || search.to !== undefined;
  const chooseRange = (range: string | undefined): void => {
    setWantsOwn(range === custom);
    change({
      range: range === custom ? undefined : (range as LogSearch['range']),
      from: undefined,
      to: undefined,
    });
  };
  return (
    <Group gap="sm" role="search">
      <FilterText label={t('log.search')} value={search.q} onChange={(q) => change({ q })} />
      {accounts.length > 1 ? (
        <FilterSelect
          label={t('account')}
          value={search.account}
          options={accounts}
          onChange={(account) => change({ account })}
        />
      ) : null}
      <FilterSelect
        label={t('log.event')}
        value={search.event}
        options={events.map((value) => ({ value, label: t(`log.events.${value}`) }))}
        onChange={(event) => change({ event: event as LogSearch['event'] })}
      />
      <FilterSelect
        label={t('log.range')}
        value={search.range ?? (isCustom ? custom : undefined)}
        options={[...ranges, custom].map((value) => ({ value, label: t(`log.ranges.${value}`) }))}
        onChange={chooseRange}
      />
      {isCustom
        ? (['from', 'to'] as const).map((name) => (
            <TextInput
              key={name}
              type="datetime-local"
              aria-label={t(`log.${name}`)}
              value={search[name] ?? ''}
              onChange={(event) => change({ range: undefined, [name]: event.currentTarget.value })}
            />
          ))
        : null}
    </Group>
  );
}
