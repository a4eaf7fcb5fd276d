import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { Panel } from '../../parts/panel.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { sayDone } from '../../parts/say.ts';
import { SendForm } from '../../parts/send-form.tsx';

/** A new password, by the present one. The other sessions end. */
export function PasswordForm() {
  const { t } = useTranslation('profile');
  const queries = useQueryClient();
  return (
    <Panel title={t('password')} lead={t('passwordLead')}>
      <SendForm
        label={t('change')}
        send={({ current = '', password = '' }) =>
          bodyOf(client.POST('/v1/me/password', { body: { current, password } }))
        }
        onDone={() => {
          sayDone(t('passwordChanged'));
          void queries.invalidateQueries({ queryKey: ['own sessions'] });
        }}
      >
        <PasswordField name="current" label={t('current')} kind="current-password" />
        <PasswordField name="password" label={t('newPassword')} kind="new-password" />
      </SendForm>
    </Panel>
  );
}
