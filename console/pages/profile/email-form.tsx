import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { Panel } from '../../parts/panel.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { sayDone } from '../../parts/say.ts';
import { SendForm } from '../../parts/send-form.tsx';

/** Another e-mail address counts once the link that is sent to it is opened; the old one is told. */
export function EmailForm() {
  const { t } = useTranslation('profile');
  const told = (): void => sayDone(t('mailOnItsWay'));
  return (
    <Panel title={t('email')} lead={t('emailLead')}>
      <SendForm
        label={t('sendLink')}
        send={({ email = '', password = '' }) =>
          bodyOf(client.POST('/v1/me/email', { body: { email, password } }))
        }
        onDone={told}
      >
        <TextInput name="email" type="email" label={t('newEmail')} autoComplete="email" required />
        <PasswordField name="password" label={t('current')} kind="current-password" />
      </SendForm>
      <SendForm
        label={t('proveEmail')}
        variant="default"
        send={() => bodyOf(client.POST('/v1/me/email/verify'))}
        onDone={told}
      />
    </Panel>
  );
}
