import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { SettingRow } from './setting-row.tsx';
import type { Draft } from './use-draft.ts';

interface TextSettingProps {
  readonly draft: Draft;
  readonly field: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  /** A number where it reads as one. */
  readonly parse?: (text: string) => unknown;
}

/** A line of text; empty is inherited. */
export function TextSetting({ draft, field, parse = (text) => text, placeholder, ...row }: TextSettingProps) {
  const value = draft.value(field);
  return (
    <SettingRow draft={draft} field={field} {...row}>
      {(control) => (
        <TextInput
          {...control}
          value={value === undefined ? '' : String(value)}
          {...(placeholder === undefined ? {} : { placeholder })}
          onChange={({ currentTarget: { value: text } }) =>
            text.trim() === '' ? draft.inherit(field) : draft.set(field, parse(text.trim()))
          }
        />
      )}
    </SettingRow>
  );
}
