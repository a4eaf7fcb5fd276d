import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface FilterTextProps {
  readonly label: string;
  /** As the address has it. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

const pause = 250;

/** A search field whose text goes into the address when one stops typing. */
export function FilterText({ label, value = '', onChange }: FilterTextProps) {
  const { t } = useTranslation('shell');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const later = useDebouncedCallback((next: string) => onChange(next === '' ? undefined : next), pause);
  const change = (next: string): void => {
    setText(next);
    later(next);
  };
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={
        text === '' ? null : <CloseButton size="sm" aria-label={t('act.clear')} onClick={() => change('')} />
      }
      miw={220}
    />
  );
}
