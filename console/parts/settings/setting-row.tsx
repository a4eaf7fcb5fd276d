import { Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Origin } from './origin.tsx';
import classes from './setting-row.module.css';
import type { Draft } from './use-draft.ts';

/** What a control needs of its row. */
export interface Control {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly disabled: boolean;
}

interface SettingRowProps {
  readonly draft: Draft;
  /** JSON pointer of the field, `/session/idleMinutes`. */
  readonly field: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly children: (control: Control) => ReactNode;
}

/** A setting: its name, what it does, its control, and where its value comes from. */
export function SettingRow({ draft, field, label, hint, children }: SettingRowProps) {
  const id = useId();
  return (
    <div className={classes['row']}>
      <div>
        <label htmlFor={id} className={classes['label']}>
          {label}
        </label>
        <Text size="sm" c="dimmed" id={`${id}-hint`} component="div">
          {hint}
        </Text>
      </div>
      <Stack gap={6} className={classes['control']}>
        {children({ id, 'aria-describedby': `${id}-hint`, disabled: draft.isReadOnly(field) })}
        <Origin draft={draft} field={field} label={label} />
      </Stack>
    </div>
  );
}
