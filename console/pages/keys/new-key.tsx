import { Alert, Button, Code, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../parts/copy-button.tsx';
import classes from './new-key.module.css';

interface NewKeyProps {
  readonly apiKey: string;
  readonly onKept: () => void;
}

/** The key itself, for the only time. */
export function NewKey({ apiKey, onKept }: NewKeyProps) {
  const { t } = useTranslation('keys');
  return (
    <Stack>
      <Alert color="yellow" variant="light" role="status">
        {t('madeHint')}
      </Alert>
      <Group wrap="nowrap" align="flex-start" gap="xs">
        <Code block flex={1} className={classes['key']}>
          {apiKey}
        </Code>
        <CopyButton value={apiKey} name={t('made')} />
      </Group>
      <Group justify="flex-end">
        <Button onClick={onKept}>{t('kept')}</Button>
      </Group>
    </Stack>
  );
}
