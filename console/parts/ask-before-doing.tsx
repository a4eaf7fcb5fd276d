import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BreakGlass, isManaged } from './break-glass.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface AskBeforeDoingProps {
  readonly opened: boolean;
  readonly title: string;
  /** Of the button that does it. */
  readonly label: string;
  readonly onClose: () => void;
  /** Does it; with a reason where one was asked for. */
  readonly run: (reason?: string) => Promise<void>;
  /** What it does, and to whom. */
  readonly children: ReactNode;
}

/** Asks once more before something is done to people. What a manifest manages asks for a reason. */
export function AskBeforeDoing(props: AskBeforeDoingProps) {
  const { opened, title, label, onClose, run, children } = props;
  const { t } = useTranslation('shell');
  const [reason, setReason] = useState('');
  const doing = useMutation({ mutationFn: () => run(reason.trim() === '' ? undefined : reason.trim()) });
  const { error } = doing;
  const close = (): void => {
    doing.reset();
    setReason('');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Stack>
        {children}
        {isManaged(error) ? (
          <BreakGlass error={error} reason={reason} onChange={setReason} />
        ) : error === null ? null : (
          <ProblemAlert error={error} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('act.cancel')}
          </Button>
          <Button
            color="red"
            loading={doing.isPending}
            disabled={isManaged(error) && reason.trim() === ''}
            onClick={() => doing.mutate()}
          >
            {isManaged(error) ? t('managed.breakGlass') : label}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
