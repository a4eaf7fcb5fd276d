import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Status } from './person.ts';

const colours = {
  active: 'teal',
  invited: 'blue',
  locked: 'red',
  suspended: 'orange',
  ended: 'gray',
  disabled: 'gray',
} as const;

/** How things stand with a person, in a word. */
export function StatusBadge({ status }: { readonly status: Status }) {
  const { t } = useTranslation('people');
  return (
    <Badge color={colours[status]} variant="light" tt="none">
      {t(`statuses.${status}`)}
    </Badge>
  );
}
