import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Labels, labelTexts } from './account-item.ts';

/** Labels decide which templates reach an account. */
export function AccountLabels({ labels }: { readonly labels: Labels }) {
  const { t } = useTranslation('shell');
  const texts = labelTexts(labels);
  if (texts.length === 0)
    return (
      <Text size="sm" c="dimmed" span>
        {t('none')}
      </Text>
    );
  return (
    <Group gap={4}>
      {texts.map((text) => (
        <Badge key={text} variant="outline" color="gray" fw={500}>
          {text}
        </Badge>
      ))}
    </Group>
  );
}
