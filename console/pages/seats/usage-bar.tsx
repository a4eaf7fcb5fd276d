import { Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/formats.ts';
import { fullness, fullnessColour } from './threshold.ts';

interface UsageBarProps {
  readonly assigned: number;
  /** The limit, or what is purchased; null: unknown to whoever looks. */
  readonly size: number | null;
  readonly name: string;
}

/** How much of a limit or pool is used; what is near or over says so in words too. */
export function UsageBar({ assigned, size, name }: UsageBarProps) {
  const { t } = useTranslation('seats');
  const { percent } = useFormats();
  if (size === null) return null;
  const share = size === 0 ? (assigned > 0 ? 1 : 0) : assigned / size;
  const state = fullness(assigned, size);
  return (
    <Group gap="xs" wrap="nowrap">
      <Progress
        value={Math.min(100, share * 100)}
        color={fullnessColour[state]}
        w={90}
        aria-label={t('usageOf', { name })}
      />
      <Text size="sm" miw={44}>
        {percent(share)}
      </Text>
      {state === 'free' ? null : (
        <Text size="xs" fw={600}>
          {t(`fullness.${state}`)}
        </Text>
      )}
    </Group>
  );
}
