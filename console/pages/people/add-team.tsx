import { useTranslation } from 'react-i18next';
import { AddGrant } from './add-grant.tsx';
import { useRoleNames } from './named-resources.ts';

interface AddTeamProps {
  readonly account: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a team of an account. */
export function AddTeam({ account, ...props }: AddTeamProps) {
  const { t } = useTranslation('people');
  return (
    <AddGrant
      {...props}
      title={t('addTeam')}
      nameLabel={t('team')}
      collection={['accounts', account, 'teams']}
      gives={{ field: 'roles', label: t('roles'), choices: useRoleNames(account) }}
    />
  );
}
