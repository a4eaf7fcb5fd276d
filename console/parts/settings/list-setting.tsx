import { TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { SettingRow } from './setting-row.tsx';
import type { Draft } from './use-draft.ts';

interface ListSettingProps {
  readonly draft: Draft;
  readonly field: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder: string;
  /** Offered while one types. */
  readonly known?: readonly string[];
}

/** Several names. */
export function ListSetting({ draft, field, placeholder, known = [], ...row }: ListSettingProps) {
  const value = draft.value(field);
  return (
    <SettingRow draft={draft} field={field} {...row}>
      {(control) => (
        <TagsInput
          {...control}
          placeholder={placeholder}
          data={[...known]}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(next) => draft.set(field, next)}
        />
      )}
    </SettingRow>
  );
}
