import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import {
  assignments,
  type Change,
  conversationsRoles,
  type PeopleSearch,
  reasons,
  seatStates,
  signIns,
} from './seats-search.ts';
import { useAccountNames } from './use-account-names.ts';

interface PeopleFiltersProps {
  readonly search: PeopleSearch;
  readonly change: (to: Change<PeopleSearch>) => void;
  /** Filters that not every list has. */
  readonly with: readonly ('account' | 'seat' | 'reason')[];
}

/** Filters of a list of people and their seats. */
export function PeopleFilters({ search, change, with: also }: PeopleFiltersProps) {
  const { t } = useTranslation('seats');
  const accounts = useAccountNames(also.includes('account'));
  const select = <Name extends keyof PeopleSearch>(
    name: Name,
    label: string,
    options: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <FilterSelect
      label={label}
      value={search[name]}
      options={options}
      onChange={(value) => change({ [name]: value } as Change<PeopleSearch>)}
    />
  );
  return (
    <Group gap="sm" role="search">
      <FilterText label={t('filters.person')} value={search.q} onChange={(q) => change({ q })} />
      {also.includes('account') && accounts.length > 1 ? select('account', t('account'), accounts) : null}
      {also.includes('reason')
        ? select(
            'reason',
            t('reason'),
            reasons.map((value) => ({ value, label: t(`reasons.${value}`) })),
          )
        : null}
      {also.includes('seat')
        ? select(
            'seat',
            t('filters.seat'),
            seatStates.map((value) => ({ value, label: t(`filters.seats.${value}`) })),
          )
        : null}
      {select(
        'role',
        t('role'),
        conversationsRoles.map((value) => ({ value, label: t(`roles.${value}`) })),
      )}
      {select(
        'signIn',
        t('lastSignIn'),
        signIns.map((value) => ({ value, label: t(`filters.signIns.${value}`) })),
      )}
      {select(
        'assigned',
        t('assignedAt'),
        assignments.map((value) => ({ value, label: t(`filters.assignments.${value}`) })),
      )}
    </Group>
  );
}
