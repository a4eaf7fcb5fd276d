import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSeats } from './accounts-table.tsx';

interface LimitModalProps {
  readonly row: AccountSeats | null;
  readonly onClose: () => void;
  readonly onLimit: (account: string, limit: number) => void;
}

/** Asks for a limit; what it does is shown before it is set. Whoever is seated stays seated. */
export function LimitModal({ row, onClose, onLimit }: LimitModalProps) {
  const { t } = useTranslation(['seats', 'shell']);
  const [limit, setLimit] = useState<number | string>('');
  useEffect(() => setLimit(row?.limit ?? row?.assigned ?? ''), [row]);
  return (
    <Modal
      opened={row !== null}
      onClose={onClose}
      title={t('limitFor', { name: row?.account ?? '' })}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Stack>
        <NumberInput
          label={t('limit')}
          value={limit}
          onChange={setLimit}
          min={0}
          max={1_000_000}
          allowDecimal={false}
        />
        <Text size="sm" c="dimmed">
          {t('limitHint')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shell:act.cancel')}
          </Button>
          <Button
            disabled={typeof limit !== 'number'}
            onClick={() =>
              row === null || typeof limit !== 'number' ? undefined : onLimit(row.account, limit)
            }
          >
            {t('shell:act.next')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
