import { Anchor, Button, Popover, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const address = /^\S+@\S+$/;

/** Whom to ask for more seats. */
export function NeedMore({ contact }: { readonly contact: string | null }) {
  const { t } = useTranslation('seats');
  return (
    <Popover width={280} withArrow>
      <Popover.Target>
        <Button variant="default">{t('needMore.open')}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('needMore.open')}>
        <Text size="sm">{t(contact === null ? 'needMore.unknown' : 'needMore.ask')}</Text>
        {contact === null ? null : address.test(contact) ? (
          <Anchor size="sm" href={`mailto:${contact}`}>
            {contact}
          </Anchor>
        ) : (
          <Text size="sm" fw={600}>
            {contact}
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
