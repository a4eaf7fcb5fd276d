import { send } from './send.ts';

/** The JSON forms of WebAuthn Level 3, which older browsers lack: to them no passkey is offered. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

const asJson = (credential: Credential | null): Record<string, unknown> =>
  (credential as PublicKeyCredential | null)?.toJSON() as Record<string, unknown>;

/** Asks for one of the person's passkeys, and sends what it answers. */
export async function givePasskey<Answer>(): Promise<Answer> {
  const options = await send<PublicKeyCredentialRequestOptionsJSON>('/v1/sign-in/passkey');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const response = asJson(await navigator.credentials.get({ publicKey }));
  return send<Answer>('/v1/sign-in/passkey/confirm', { response });
}

/** Makes a passkey on this device, and enrols it. */
export async function enrolPasskey<Answer>(name: string): Promise<Answer> {
  const options = await send<PublicKeyCredentialCreationOptionsJSON>('/v1/second-factor/passkey');
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const response = asJson(await navigator.credentials.create({ publicKey }));
  return send<Answer>('/v1/second-factor/passkey/confirm', { name, response });
}
