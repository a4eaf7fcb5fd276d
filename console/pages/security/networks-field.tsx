import { Stack, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../parts/settings/choice.tsx';
import type { Control } from '../../parts/settings/setting-row.tsx';

interface NetworksFieldProps {
  readonly control: Control;
  readonly value: unknown;
  readonly onChange: (networks: readonly string[]) => void;
}

/** An address or a range of IPv4 or IPv6, roughly: what passes here is judged by the server. */
const form = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(?:\/\d{1,3})?$/i;

/** Everywhere, or a list of addresses and ranges. */
export function NetworksField({ control, value, onChange }: NetworksFieldProps) {
  const { t } = useTranslation('security');
  const networks = Array.isArray(value) ? value.map(String) : ['any'];
  const isOpen = networks.includes('any');
  const [wrong, setWrong] = useState<string>();
  const change = (next: readonly string[]): void => {
    const bad = next.find((text) => !form.test(text));
    setWrong(bad);
    onChange(next.filter((text) => form.test(text)));
  };
  const { id, ...rest } = control;
  return (
    <Stack gap="sm">
      <Choice
        control={control}
        label={t('sessions.networks')}
        value={isOpen ? 'any' : 'some'}
        options={[
          { value: 'any', label: t('sessions.any') },
          { value: 'some', label: t('sessions.some') },
        ]}
        onChange={(next) => onChange(next === 'any' ? ['any'] : [])}
      />
      {isOpen ? null : (
        <TagsInput
          {...rest}
          aria-label={t('sessions.some')}
          placeholder={t('sessions.add')}
          value={networks}
          onChange={change}
          {...(wrong === undefined ? {} : { error: t('sessions.wrong', { text: wrong }) })}
        />
      )}
      {networks.length === 0 ? (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('sessions.none')}
        </Text>
      ) : null}
    </Stack>
  );
}
