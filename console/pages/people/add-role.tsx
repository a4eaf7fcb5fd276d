import { useTranslation } from 'react-i18next';
import { permissions } from '../../../schemas/predefined-roles.ts';
import { AddGrant } from './add-grant.tsx';

interface AddRoleProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a role of the organisation. Nobody gives a permission that he lacks himself: the server holds that. */
export function AddRole(props: AddRoleProps) {
  const { t } = useTranslation('people');
  return (
    <AddGrant
      {...props}
      title={t('addRole')}
      nameLabel={t('role')}
      collection={['roles']}
      gives={{ field: 'permissions', label: t('permissions'), choices: permissions }}
    />
  );
}
