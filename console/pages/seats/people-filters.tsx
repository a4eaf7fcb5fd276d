import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { conversationsRoles, type peopleSearch } from './seats-search.ts';

type PeopleSearch = ReturnType<typeof peopleSearch>;

interface PeopleFiltersProps {
  readonly search: PeopleSearch;
  readonly change: (to: Partial<Record<keyof PeopleSearch, string | undefined>>) => void;
  readonly withAccount?: boolean;
}

/** Name, account, role in Conversations, last sign-in and assignment. */
export function PeopleFilters({ search, change, withAccount = false }: PeopleFiltersProps) {
  const { t } = useTranslation('seats');
  return (
    <>
      <FilterText label={t('findPerson')} value={search.q} onChange={(q) => change({ q })} />
      {withAccount ? (
        <FilterText label={t('account')} value={search.account} onChange={(account) => change({ account })} />
      ) : null}
      <FilterSelect
        label={t('role')}
        value={search.conversationsRole}
        options={conversationsRoles.map((value) => ({ value, label: t(`conversationsRoles.${value}`) }))}
        onChange={(conversationsRole) => change({ conversationsRole })}
      />
      {(['lastSignInBefore', 'assignedBefore'] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          label={t(name)}
          value={search[name] ?? ''}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}
