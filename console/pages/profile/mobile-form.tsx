import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { Panel } from '../../parts/panel.tsx';
import { sayDone } from '../../parts/say.ts';
import { SendForm } from '../../parts/send-form.tsx';

/** Proves one's mobile number by a code that is sent to it. */
export function MobileForm() {
  const { t } = useTranslation('profile');
  const [isSent, setIsSent] = useState(false);
  return (
    <Panel title={t('mobile')} lead={t('mobileLead')}>
      <SendForm
        label={t('sendCode')}
        variant="default"
        send={() => bodyOf(client.POST('/v1/me/mobile/code'))}
        onDone={() => setIsSent(true)}
      />
      {isSent ? (
        <SendForm
          label={t('prove')}
          send={({ code = '' }) => bodyOf(client.POST('/v1/me/mobile/verify', { body: { code } }))}
          onDone={() => {
            setIsSent(false);
            sayDone(t('mobileProven'));
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
      ) : null}
    </Panel>
  );
}
