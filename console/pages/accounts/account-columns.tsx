import { ActionIcon, Menu, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { EllipsisVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useIsMain, useMay, useWho } from '../../client/who.ts';
import type { Column } from '../../parts/column.ts';
import { useFormats } from '../../parts/formats.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { type AccountItem, labelsOf, nameOf } from './account-item.ts';
import { AccountLabels } from './account-labels.tsx';
import { AccountState } from './account-state.tsx';

function AccountMenu({ item, onEdit }: { readonly item: AccountItem; readonly onEdit: () => void }) {
  const { t } = useTranslation('accounts');
  const may = useMay();
  const isMain = useIsMain();
  const navigate = useNavigate();
  const account = nameOf(item);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('actsOf', { name: item.spec.displayName ?? account })}
        >
          <EllipsisVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may('accounts/manage') && isMain ? <Menu.Item onClick={onEdit}>{t('edit')}</Menu.Item> : null}
        <Menu.Item onClick={() => void navigate({ to: '/accounts/$account', params: { account } })}>
          {t('tabs.settings')}
        </Menu.Item>
        {may('security/read') ? (
          <Menu.Item onClick={() => void navigate({ to: '/security/$account', params: { account } })}>
            {t('security')}
          </Menu.Item>
        ) : null}
        {may('customization/read') ? (
          <Menu.Item onClick={() => void navigate({ to: '/customization/$account', params: { account } })}>
            {t('customization')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What the list says of an account, and what can be done. */
export function useAccountColumns(
  seats: ReadonlyMap<string, number>,
  onEdit: (account: AccountItem) => void,
): readonly Column<AccountItem>[] {
  const { t } = useTranslation('accounts');
  const { number } = useFormats();
  const { organisation } = useWho();
  return [
    {
      key: 'name',
      header: t('account'),
      cell: (item) => {
        const account = nameOf(item);
        return (
          <>
            <Link to="/accounts/$account" params={{ account }}>
              {item.spec.displayName ?? account}
            </Link>
            <Text size="xs" c="dimmed">
              {account === organisation ? t('mainOf', { name: account }) : account}
            </Text>
          </>
        );
      },
    },
    {
      key: 'labels',
      header: t('labels'),
      wideOnly: true,
      cell: (item) => <AccountLabels labels={labelsOf(item)} />,
    },
    { key: 'state', header: t('state'), narrow: true, cell: (item) => <AccountState account={item} /> },
    {
      key: 'seats',
      header: t('seats'),
      narrow: true,
      end: true,
      wideOnly: true,
      cell: (item) => {
        const account = nameOf(item);
        const assigned = seats.get(account);
        return assigned === undefined ? null : (
          <Link to="/seats/accounts/$account" params={{ account }}>
            {number(assigned)}
          </Link>
        );
      },
    },
    {
      key: 'owners',
      header: t('managed'),
      wideOnly: true,
      cell: ({ owners }) => <ManagedMark owners={owners} />,
    },
    {
      key: 'acts',
      header: '',
      narrow: true,
      end: true,
      cell: (item) => <AccountMenu item={item} onEdit={() => onEdit(item)} />,
    },
  ];
}
