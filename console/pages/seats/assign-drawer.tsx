import { Drawer, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterText } from '../../parts/filter-text.tsx';
import { AssignList } from './assign-list.tsx';
import { useAccountNames } from './use-account-names.ts';

interface AssignDrawerProps {
  /** undefined: the panel is closed. */
  readonly account: string | undefined;
  readonly onChange: (account: string | undefined) => void;
}

function Assign({ account, onChange }: AssignDrawerProps & { readonly account: string }) {
  const { t } = useTranslation('seats');
  const accounts = useAccountNames();
  const [q, setQ] = useState<string>();
  const known = accounts.some(({ value }) => value === account);
  return (
    <Stack gap="md">
      <Select
        label={t('account')}
        data={[...(known ? [] : [{ value: account, label: account }]), ...accounts]}
        value={account}
        onChange={(next) => (next === null ? undefined : onChange(next))}
        allowDeselect={false}
        searchable
      />
      <FilterText label={t('filters.person')} value={q} onChange={setQ} />
      <AssignList key={account} account={account} q={q} />
    </Stack>
  );
}

/** The panel to give and take seats: an account, its people, a switch for each. */
export function AssignDrawer({ account, onChange }: AssignDrawerProps) {
  const { t } = useTranslation(['seats', 'shell']);
  return (
    <Drawer
      opened={account !== undefined}
      onClose={() => onChange(undefined)}
      position="right"
      size="md"
      title={t('assign.title')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      {account === undefined ? null : <Assign account={account} onChange={onChange} />}
    </Drawer>
  );
}
