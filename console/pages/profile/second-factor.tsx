import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { Panel } from '../../parts/panel.tsx';
import { EnrolApp } from './enrol-app.tsx';
import { EnrolPasskey } from './enrol-passkey.tsx';
import { PresentPassword } from './present-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Doing = 'app' | 'passkey' | 'codes' | null;

/** Enrols an app or a passkey, and makes new recovery codes. */
export function SecondFactor() {
  const { t } = useTranslation('profile');
  const [doing, setDoing] = useState<Doing>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const show = (made: readonly string[]): void => {
    setCodes(made);
    setDoing(null);
  };
  const close = (): void => setDoing(null);
  return (
    <Panel title={t('secondFactor')} lead={t('secondFactorLead')}>
      <Group>
        <Button variant="default" onClick={() => setDoing('app')}>
          {t('enrolApp')}
        </Button>
        <Button variant="default" onClick={() => setDoing('passkey')}>
          {t('enrolPasskey')}
        </Button>
        <Button variant="default" onClick={() => setDoing('codes')}>
          {t('newCodes')}
        </Button>
      </Group>
      <EnrolApp opened={doing === 'app'} onClose={close} onDone={show} />
      <EnrolPasskey opened={doing === 'passkey'} onClose={close} onDone={show} />
      <PresentPassword
        title={t('newCodes')}
        lead={t('newCodesLead')}
        opened={doing === 'codes'}
        onClose={close}
        send={async (password) => {
          const { recoveryCodes } = await bodyOf(
            client.POST('/v1/me/recovery-codes', { body: { password } }),
          );
          show(recoveryCodes);
        }}
      />
      <RecoveryCodes codes={codes} onClose={() => setCodes([])} />
    </Panel>
  );
}
