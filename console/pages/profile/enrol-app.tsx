import { Code, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { SendForm } from '../../parts/send-form.tsx';
import { PresentPassword } from './present-password.tsx';

interface EnrolProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** With the recovery codes. */
  readonly onDone: (codes: readonly string[]) => void;
}

/** Enrols an authenticator app: the present password, the picture, a code. */
export function EnrolApp({ opened, onClose, onDone }: EnrolProps) {
  const { t } = useTranslation(['profile', 'shell']);
  const [app, setApp] = useState<{ readonly png: string; readonly secret: string }>();
  const close = (): void => {
    setApp(undefined);
    onClose();
  };
  if (app === undefined)
    return (
      <PresentPassword
        title={t('enrolApp')}
        lead={t('enrolAppLead')}
        opened={opened}
        onClose={close}
        send={async (password) =>
          setApp(await bodyOf(client.POST('/v1/second-factor/app', { body: { password } })))
        }
      />
    );
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('enrolApp')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Stack>
        <Text size="sm">{t('scan')}</Text>
        <img src={app.png} alt={t('qr')} width={200} height={200} />
        <Code style={{ overflowWrap: 'anywhere' }}>{app.secret}</Code>
        <SendForm
          label={t('prove')}
          send={async ({ code = '' }) => {
            const { recoveryCodes } = await bodyOf(
              client.POST('/v1/second-factor/app/confirm', { body: { code } }),
            );
            setApp(undefined);
            onDone(recoveryCodes);
          }}
        >
          <TextInput
            name="code"
            label={t('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
          />
        </SendForm>
      </Stack>
    </Modal>
  );
}
