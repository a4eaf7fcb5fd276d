import { Button, Group, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edit } from '../../client/edit.ts';
import { ReviewEdit } from '../review-edit.tsx';
import classes from './save-bar.module.css';
import type { Draft } from './use-draft.ts';

interface SaveBarProps {
  readonly draft: Draft;
  /** `/v1/accounts/emea/security-policy` */
  readonly path: string;
}

/** What is changed and not saved yet; saving shows first what it does. */
export function SaveBar({ draft, path }: SaveBarProps) {
  const { t } = useTranslation('shell');
  const [edit, setEdit] = useState<Edit | null>(null);
  const begin = (): void =>
    setEdit({
      path,
      method: 'PATCH',
      spec: draft.patch,
      ...(draft.item.version === null ? {} : { version: draft.item.version }),
    });
  return (
    <>
      {draft.count === 0 ? null : (
        <Paper
          withBorder
          shadow="md"
          p="sm"
          className={classes['bar']}
          role="region"
          aria-label={t('settings.unsaved')}
        >
          <Group justify="space-between">
            <Text size="sm" role="status">
              {t('settings.count', { count: draft.count })}
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={draft.reset}>
                {t('settings.discard')}
              </Button>
              <Button onClick={begin}>{t('settings.review')}</Button>
            </Group>
          </Group>
        </Paper>
      )}
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} onDone={draft.reset} />
    </>
  );
}
