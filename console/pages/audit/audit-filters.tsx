import { Group, Pill, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditFields } from '../../../schemas/contract/search-fields.ts';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { SearchBar } from '../../parts/search-bar.tsx';
import { present } from '../../parts/search-params.ts';
import { type AuditSearch, exactFilters, ranges } from './audit-search.ts';

const route = getRouteApi('/audit');

const custom = 'custom' as const;

/** undefined takes a filter away. */
type SearchChange = { readonly [Name in keyof AuditSearch]?: AuditSearch[Name] | undefined };

/** Dates of one's own, where no named range is chosen. */
function CustomRange({ change }: { readonly change: (to: SearchChange) => void }) {
  const { t } = useTranslation('audit');
  const { from, to } = route.useSearch();
  return (
    <>
      {(['from', 'to'] as const).map((name) => (
        <TextInput
          key={name}
          type="datetime-local"
          aria-label={t(name)}
          value={{ from, to }[name] ?? ''}
          onChange={(event) => change({ range: undefined, [name]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}

/** Time, words, status; and what was clicked on in an entry, as pills that can be taken away. */
export function AuditFilters() {
  const { t } = useTranslation('audit');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: SearchChange): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as AuditSearch, replace: true });
  const [isOwn, setIsOwn] = useState(false);
  const isCustom = isOwn || search.from !== undefined || search.to !== undefined;
  const chooseRange = (range: string | undefined): void => {
    setIsOwn(range === custom);
    change({
      range: range === custom ? undefined : (range as AuditSearch['range']),
      from: undefined,
      to: undefined,
    });
  };
  const exact = exactFilters.filter((name) => search[name] !== undefined);
  return (
    <>
      <Group gap="sm">
        <SearchBar
          label={t('search')}
          fields={auditFields}
          value={search.q}
          onChange={(q) => change({ q })}
        />
        <FilterSelect
          label={t('range')}
          value={search.range ?? (isCustom ? custom : undefined)}
          options={[...ranges, custom].map((value) => ({ value, label: t(`ranges.${value}`) }))}
          onChange={chooseRange}
        />
        {isCustom ? <CustomRange change={change} /> : null}
        <FilterSelect
          label={t('status')}
          value={search.status}
          options={(['success', 'failure'] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(status) => change({ status: status as AuditSearch['status'] })}
        />
      </Group>
      {exact.length === 0 ? null : (
        <Pill.Group>
          {exact.map((name) => (
            <Pill
              key={name}
              withRemoveButton
              removeButtonProps={{
                'aria-label': t('without', { name: t(`filters.${name}`) }),
                tabIndex: 0,
                'aria-hidden': false,
              }}
              onRemove={() => change({ [name]: undefined })}
            >
              {t(`filters.${name}`)}: {search[name]}
            </Pill>
          ))}
        </Pill.Group>
      )}
    </>
  );
}
