import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './problem-alert.tsx';

interface AskBeforeDoingProps {
  readonly opened: boolean;
  readonly title: string;
  /** Of the button that does it. */
  readonly label: string;
  readonly onClose: () => void;
  /** Does it; with a reason where one was asked for. */
  readonly run: (reason?: string) => Promise<void>;
  /** Refusals after which it goes on with a reason: what a manifest manages. */
  readonly needsReason?: (error: Error) => boolean;
  /** What it does, and to whom. */
  readonly children: ReactNode;
}

/** Asks once more before something is done to people. What a manifest manages asks for a reason. */
export function AskBeforeDoing(props: AskBeforeDoingProps) {
  const { opened, title, label, onClose, run, needsReason, children } = props;
  const { t } = useTranslation('shell');
  const [reason, setReason] = useState('');
  const doing = useMutation({ mutationFn: () => run(reason === '' ? undefined : reason) });
  const isManaged = doing.error !== null && (needsReason?.(doing.error) ?? false);
  const close = (): void => {
    doing.reset();
    setReason('');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Stack>
        {children}
        {doing.error === null ? null : <ProblemAlert error={doing.error} />}
        {isManaged || reason !== '' ? (
          <>
            <Text size="sm">{t('managed.hint')}</Text>
            <TextInput
              label={t('managed.reason')}
              description={t('managed.reasonHint')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('act.cancel')}
          </Button>
          <Button
            color="red"
            loading={doing.isPending}
            disabled={isManaged && reason === ''}
            onClick={() => doing.mutate()}
          >
            {isManaged ? t('managed.breakGlass') : label}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
