import { Modal, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../parts/password-field.tsx';
import { SendForm } from '../../parts/send-form.tsx';

interface PresentPasswordProps {
  readonly title: string;
  readonly lead: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly send: (password: string, name: string) => Promise<void>;
  /** A name is asked for too. */
  readonly nameLabel?: string;
}

/** Asks for the present password, so that nobody who finds the browser open goes on. */
export function PresentPassword({ title, lead, opened, onClose, send, nameLabel }: PresentPasswordProps) {
  const { t } = useTranslation(['profile', 'shell']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Stack>
        <Text size="sm">{lead}</Text>
        <SendForm label={t('shell:act.next')} send={({ password = '', name = '' }) => send(password, name)}>
          {nameLabel === undefined ? null : (
            <TextInput name="name" label={nameLabel} required maxLength={100} />
          )}
          <PasswordField name="password" label={t('current')} kind="current-password" />
        </SendForm>
      </Stack>
    </Modal>
  );
}
