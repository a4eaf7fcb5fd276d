import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isPlainAttestation } from './attestation.ts';

/** Who asks for a passkey: one host, to which it is bound. */
export interface RelyingParty {
  /** The host's name, without a port. */
  readonly id: string;
  /** `https://bylaw.example`. */
  readonly origin: string;
}

/** A passkey as it is stored. */
export interface Passkey {
  /** base64url */
  readonly credentialId: string;
  /** COSE key (RFC 9052), base64url. */
  readonly publicKey: string;
  /** How often it was used, as it says itself; 0 forever where it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
}

/** The person, as his device shows him. */
export interface PasskeyOwner {
  readonly userId: string;
  readonly username: string;
  readonly organisation: string;
}

/** How long a person may take, in milliseconds. The challenge stands in his session. */
const timeout = 300_000;

/** Loaded at the first passkey: it takes a third of a second, which no start of the server should pay. */
function library(): Promise<typeof import('@simplewebauthn/server')> {
  return import('@simplewebauthn/server');
}

/** @param url where the sign-in goes on: the public URL, or the proven host of the organisation */
export function relyingParty(url: string): RelyingParty {
  const { hostname: id, origin } = new URL(url);
  return { id, origin };
}

/**
 * What the browser needs to make a passkey (WebAuthn Level 3, 5.4). `challenge` of the answer is to be kept in the
 * session and is good once.
 * @param known passkeys that the person has, which the same device does not make again
 */
export async function registrationOptions(
  { id }: RelyingParty,
  { userId, username, organisation }: PasskeyOwner,
  known: readonly Passkey[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: organisation,
    rpID: id,
    userName: username,
    userID: new TextEncoder().encode(userId),
    timeout,
    attestationType: 'none',
    excludeCredentials: known.map(descriptor),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  });
}

/**
 * The passkey that a browser made; null where the message does not keep what WebAuthn Level 3, 7.1, asks for: another challenge, origin or host,
 * nobody present, or an attestation with certificates, which was not asked for.
 */
export async function verifyRegistration(
  { id, origin }: RelyingParty,
  challenge: string,
  response: RegistrationResponseJSON,
): Promise<Passkey | null> {
  const { verifyRegistrationResponse } = await library();
  if (!(await isPlainAttestation(response))) return null;
  const expected = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id };
  const verified = await orNull(
    verifyRegistrationResponse({ response, ...expected, requireUserVerification: false }),
  );
  if (verified?.registrationInfo === undefined) return null;
  const { credential } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: knownTransports(response.response.transports),
  };
}

/** What the browser needs to use one of the person's passkeys (7.2). `challenge` as in `registrationOptions`. */
export async function authenticationOptions(
  { id }: RelyingParty,
  passkeys: readonly Passkey[],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: id,
    timeout,
    userVerification: 'preferred',
    allowCredentials: passkeys.map(descriptor),
  });
}

/**
 * Which of the person's passkeys signed, and the counter that it now has; null where none did or the message does not keep 7.2. The caller
 * stores the counter with `WHERE counter = <the one that was read>`: a replayed message finds no row. The password was asked for before,
 * so that presence is enough and no PIN is demanded.
 */
export async function verifyAuthentication(
  { id, origin }: RelyingParty,
  challenge: string,
  response: AuthenticationResponseJSON,
  passkeys: readonly Passkey[],
): Promise<{ readonly credentialId: string; readonly counter: number } | null> {
  const { verifyAuthenticationResponse } = await library();
  const used = passkeys.find(({ credentialId }) => credentialId === response.id);
  if (used === undefined) return null;
  const { credentialId, counter } = used;
  const credential = {
    id: credentialId,
    counter,
    publicKey: new Uint8Array(Buffer.from(used.publicKey, 'base64url')),
  };
  const expected = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id };
  const verified = await orNull(
    verifyAuthenticationResponse({ response, ...expected, credential, requireUserVerification: false }),
  );
  if (verified?.verified !== true) return null;
  return { credentialId, counter: verified.authenticationInfo.newCounter };
}

/** The library throws whatever it finds amiss in a message, and the message is a stranger's. */
function orNull<T>(work: Promise<T>): Promise<T | null> {
  return work.catch(() => null);
}

function descriptor({ credentialId, transports }: Passkey): { id: string; transports: string[] } {
  return { id: credentialId, transports: [...transports] };
}

/** What a browser says of how a passkey is reached; only what is known is kept. */
function knownTransports(transports: unknown): string[] {
  const known = new Set(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);
  return Array.isArray(transports) ? transports.filter((transport) => known.has(transport)) : [];
}
