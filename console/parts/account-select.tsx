import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../client/client.ts';
import { useIsMain, useMay, useWho } from '../client/who.ts';

interface AccountSelectProps {
  readonly value: string;
  readonly onChange: (account: string) => void;
}

function useAccounts(isOn: boolean) {
  return useQuery({
    queryKey: ['accounts to choose'],
    queryFn: () => bodyOf(client.GET('/v1/accounts', { params: { query: { limit: 200 } } })),
    enabled: isOn,
  }).data?.items;
}

/** Chooses the account that a page is about. Nothing for whoever has only his own. */
export function AccountSelect({ value, onChange }: AccountSelectProps) {
  const { t } = useTranslation('shell');
  const { organisation } = useWho();
  const isMain = useIsMain();
  const may = useMay();
  const isOn = isMain && may('accounts/read');
  const accounts = useAccounts(isOn);
  if (!isOn) return null;
  const named = (accounts ?? []).map(({ metadata, spec }) => {
    const name = String(metadata['name']);
    return { value: name, label: spec.displayName === undefined ? name : `${spec.displayName} (${name})` };
  });
  const known = named.some((account) => account.value === value);
  const data = [...(known ? [] : [{ value, label: value }]), ...named];
  data.sort((a, b) => Number(b.value === organisation) - Number(a.value === organisation));
  return (
    <Select
      label={t('nav.account')}
      data={data}
      value={value}
      onChange={(next) => (next === null ? undefined : onChange(next))}
      allowDeselect={false}
      searchable
      w={240}
    />
  );
}
