import { Radio, Stack } from '@mantine/core';
import type { Control } from './setting-row.tsx';

interface ChoiceProps {
  readonly control: Control;
  readonly label: string;
  readonly value: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly description?: string;
  }[];
  readonly onChange: (value: string) => void;
}

/** One of a few, each with what it means. */
export function Choice({ control, label, value, options, onChange }: ChoiceProps) {
  const { id, disabled } = control;
  return (
    <Radio.Group value={value} onChange={onChange} aria-label={label} id={id}>
      <Stack gap="sm">
        {options.map((option) => (
          <Radio key={option.value} {...option} disabled={disabled} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
