import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { EllipsisVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useIsMain, useMay } from '../../client/who.ts';
import type { AccountActs } from './account-acts.ts';
import type { AccountSeats } from './person.ts';

/** What can be done with an account's seats. Limits are set from the main account alone. */
export function AccountMenu({
  seats,
  onLimit,
  onRemoveLimit,
  onAssign,
}: AccountActs & { readonly seats: AccountSeats }) {
  const { t } = useTranslation('seats');
  const may = useMay();
  const isMain = useIsMain();
  const navigate = useNavigate();
  const { account, displayName, limit } = seats;
  const manages = may('seats/manage');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('actsOf', { name: displayName ?? account })}>
          <EllipsisVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate({ to: '/seats/accounts/$account', params: { account } })}>
          {t('holders.view')}
        </Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/seats/log', search: { account } })}>
          {t('log.view')}
        </Menu.Item>
        {manages ? <Menu.Item onClick={() => onAssign(account)}>{t('assign.add')}</Menu.Item> : null}
        {manages && isMain ? (
          <Menu.Item onClick={() => onLimit(seats)}>
            {t(limit === null ? 'limits.set' : 'limits.edit')}
          </Menu.Item>
        ) : null}
        {manages && isMain && limit !== null ? (
          <Menu.Item color="red" onClick={() => onRemoveLimit(account)}>
            {t('limits.remove')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
