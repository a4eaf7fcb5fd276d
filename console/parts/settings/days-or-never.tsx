import { Group, NumberInput, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Control } from './setting-row.tsx';

interface DaysOrNeverProps {
  readonly control: Control;
  readonly label: string;
  readonly value: unknown;
  readonly min: number;
  readonly max: number;
  /** What a first number is. */
  readonly usual: number;
  readonly onChange: (value: number | 'never') => void;
}

/** After so many days, or never. */
export function DaysOrNever({ control, label, value, min, max, usual, onChange }: DaysOrNeverProps) {
  const { t } = useTranslation('shell');
  const { id, ...rest } = control;
  const days = typeof value === 'number' ? value : undefined;
  return (
    <Group gap="md">
      <Switch
        id={id}
        {...rest}
        aria-label={label}
        label={t(days === undefined ? 'settings.never' : 'settings.after')}
        checked={days !== undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? usual : 'never')}
      />
      {days === undefined ? null : (
        <NumberInput
          {...rest}
          aria-label={t('settings.days', { label })}
          value={days}
          min={min}
          max={max}
          allowDecimal={false}
          clampBehavior="blur"
          suffix={` ${t('settings.dayUnit')}`}
          onChange={(next) => (typeof next === 'number' ? onChange(next) : undefined)}
          w={150}
        />
      )}
    </Group>
  );
}
