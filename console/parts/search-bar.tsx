import { Autocomplete, CloseButton, Stack } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchFields } from '../../schemas/contract/search-fields.ts';
import { parseSearch, printSearch } from '../../schemas/contract/search-text.ts';
import { SearchChips } from './search-chips.tsx';
import { type SearchValues, searchSuggestions } from './search-suggestions.ts';

interface SearchBarProps {
  readonly label: string;
  /** What can be searched by: `peopleFields`, `auditFields`. */
  readonly fields: SearchFields;
  /** The search as the address has it. */
  readonly value: string | undefined;
  /** Called with a search that is free of faults, when one stops typing. */
  readonly onChange: (value: string | undefined) => void;
  /** Values to suggest for fields that take any text: names of roles, of accounts. */
  readonly values?: SearchValues;
}

const pause = 250;

/**
 * One line for words and fields, `status:active -seat:yes ana`: typed as text, shown as chips, each changed by the other. What is at fault is
 * told with its column, and the last good search stays in force meanwhile.
 */
export function SearchBar({ label, fields, value = '', onChange, values = {} }: SearchBarProps) {
  const { t } = useTranslation('shell');
  const [text, setText] = useState(value);
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    setText((former) => (former.trim() === value ? former : value));
    setSettled(value);
  }, [value]);
  const settle = useDebouncedCallback((next: string) => {
    setSettled(next);
    const asked = next.trim();
    if (parseSearch(asked, fields).diagnostics.length === 0) onChange(asked === '' ? undefined : asked);
  }, pause);
  const change = (next: string): void => {
    setText(next);
    settle(next);
  };
  const { terms, diagnostics } = parseSearch(settled, fields);
  const [fault] = diagnostics;
  return (
    <Stack gap="xs">
      <Autocomplete
        type="search"
        aria-label={label}
        placeholder={t('searchBar.placeholder', { label })}
        value={text}
        onChange={change}
        data={[...searchSuggestions(text, fields, values)]}
        filter={({ options }) => options}
        renderOption={({ option }) =>
          option.value
            .trim()
            .split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/)
            .at(-1)
        }
        leftSection={<Search size={16} aria-hidden />}
        rightSection={
          text === '' ? null : (
            <CloseButton size="sm" aria-label={t('act.clear')} onClick={() => change('')} />
          )
        }
        error={
          fault === undefined
            ? undefined
            : t('searchBar.fault', {
                column: fault.column,
                summary: fault.summary,
                remedy: fault.remedy,
                interpolation: { escapeValue: false },
              })
        }
      />
      <SearchChips terms={terms} onChange={(next) => change(printSearch(next))} />
    </Stack>
  );
}
