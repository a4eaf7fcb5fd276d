import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { PresentPassword } from './present-password.tsx';

interface EnrolProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone: (codes: readonly string[]) => void;
}

/** Makes a passkey on this device, in the JSON forms of WebAuthn Level 3. */
async function makePasskey(options: unknown): Promise<Record<string, unknown>> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  );
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  return made.toJSON() as Record<string, unknown>;
}

/** Enrols a passkey under a name by which it is told apart from others. */
export function EnrolPasskey({ opened, onClose, onDone }: EnrolProps) {
  const { t } = useTranslation('profile');
  return (
    <PresentPassword
      title={t('enrolPasskey')}
      lead={t('enrolPasskeyLead')}
      nameLabel={t('passkeyName')}
      opened={opened}
      onClose={onClose}
      send={async (password, name) => {
        const options = await bodyOf(client.POST('/v1/second-factor/passkey', { body: { password } }));
        const response = await makePasskey(options);
        const { recoveryCodes } = await bodyOf(
          client.POST('/v1/second-factor/passkey/confirm', { body: { name, response } }),
        );
        onDone(recoveryCodes);
      }}
    />
  );
}
