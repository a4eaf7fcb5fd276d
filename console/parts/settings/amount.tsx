import { NumberInput } from '@mantine/core';
import type { Control } from './setting-row.tsx';

interface AmountProps {
  readonly control: Control;
  readonly value: unknown;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly onChange: (value: number) => void;
}

/** A whole number within bounds. */
export function Amount({ control, value, min, max, unit, onChange }: AmountProps) {
  return (
    <NumberInput
      {...control}
      value={typeof value === 'number' ? value : ''}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      {...(unit === undefined ? {} : { suffix: ` ${unit}` })}
      onChange={(next) => (typeof next === 'number' ? onChange(next) : undefined)}
      w={170}
    />
  );
}
