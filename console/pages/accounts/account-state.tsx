import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type AccountItem, isEnabled } from './account-item.ts';

/** Whether people can sign in to an account. */
export function AccountState({ account }: { readonly account: Pick<AccountItem, 'spec'> }) {
  const { t } = useTranslation('accounts');
  const enabled = isEnabled(account);
  return (
    <Badge variant="light" color={enabled ? 'teal' : 'red'}>
      {t(enabled ? 'enabled' : 'disabled')}
    </Badge>
  );
}
