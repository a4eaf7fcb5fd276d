import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const colours = {
  active: 'teal',
  invited: 'blue',
  locked: 'red',
  suspended: 'orange',
  ended: 'gray',
  disabled: 'gray',
} as const;

const isStatus = (status: string): status is keyof typeof colours => Object.hasOwn(colours, status);

/** Whether somebody can sign in, and if not, why. */
export function UserStatus({ status }: { readonly status: string }) {
  const { t } = useTranslation('people');
  if (!isStatus(status)) return null;
  return (
    <Badge color={colours[status]} variant="light">
      {t(`statuses.${status}`)}
    </Badge>
  );
}
