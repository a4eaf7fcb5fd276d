import { Anchor, Breadcrumbs, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Where a list behind a figure stands, and the way back. */
export function BackToSeats({ here }: { readonly here: string }) {
  const { t } = useTranslation('seats');
  return (
    <Breadcrumbs>
      <Anchor size="sm" renderRoot={(props) => <Link to="/seats" {...props} />}>
        {t('title')}
      </Anchor>
      <Text size="sm">{here}</Text>
    </Breadcrumbs>
  );
}
