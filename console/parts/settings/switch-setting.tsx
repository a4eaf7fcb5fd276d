import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SettingRow } from './setting-row.tsx';
import type { Draft } from './use-draft.ts';

interface SwitchSettingProps {
  readonly draft: Draft;
  readonly field: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** What it says when it is on and off; left out: On, Off. */
  readonly words?: readonly [on: string, off: string];
}

/** Yes or no. */
export function SwitchSetting({ draft, field, words, ...row }: SwitchSettingProps) {
  const { t } = useTranslation('shell');
  const isOn = draft.value(field) === true;
  const [on, off] = words ?? [t('on'), t('off')];
  return (
    <SettingRow draft={draft} field={field} {...row}>
      {(control) => (
        <Switch
          {...control}
          aria-label={row.label}
          label={isOn ? on : off}
          checked={isOn}
          onChange={({ currentTarget }) => draft.set(field, currentTarget.checked)}
        />
      )}
    </SettingRow>
  );
}
