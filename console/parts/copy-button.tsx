import { ActionIcon, CopyButton as Copy, Tooltip } from '@mantine/core';
import { Check, Clipboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Puts a value on the clipboard, and says so. */
export function CopyButton({ value, name }: { readonly value: string; readonly name: string }) {
  const { t } = useTranslation('shell');
  return (
    <Copy value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? 'act.copied' : 'act.copy')}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'teal' : 'gray'}
            onClick={copy}
            aria-label={`${t('act.copy')}: ${name}`}
          >
            {copied ? <Check size={16} aria-hidden /> : <Clipboard size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </Copy>
  );
}
