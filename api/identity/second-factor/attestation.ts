import type { RegistrationResponseJSON } from '@simplewebauthn/server';

/**
 * Whether a new passkey comes without certificates: no attestation, or one by itself (WebAuthn Level 3, 5.1.3: browsers make it so where none was
 * asked for). Certificates of strangers are not parsed, and their revocation lists not fetched from where they say.
 */
export async function isPlainAttestation({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  try {
    const attestation = decodeAttestationObject(
      new Uint8Array(Buffer.from(response.attestationObject, 'base64url')),
    );
    const format = attestation.get('fmt');
    return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
  } catch {
    return false;
  }
}
