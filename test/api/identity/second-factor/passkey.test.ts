import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  authenticationOptions,
  type Passkey,
  registrationOptions,
  relyingParty,
  verifyAuthentication,
  verifyRegistration,
} from '../../../../api/identity/second-factor/passkey.ts';
import { type Deviations, softwareAuthenticator } from '../../../support/software-authenticator.ts';

const party = relyingParty('https://bylaw.example:8443/base');
const owner = { userId: '0190f0d2-0000-7000-8000-000000000001', username: 'ana', organisation: 'acme' };
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

it('a passkey belongs to one host, whatever its port', () => {
  expect(party).toEqual({ id: 'bylaw.example', origin: 'https://bylaw.example:8443' });
  expect(relyingParty('http://localhost:8080')).toEqual({ id: 'localhost', origin: 'http://localhost:8080' });
});

/** A person with a security key that is registered. */
async function registered() {
  const device = softwareAuthenticator(party.origin);
  const options = await registrationOptions(party, owner, []);
  const passkey = await verifyRegistration(party, options.challenge, device.create(options));
  if (passkey === null) throw new Error('the passkey was refused');
  return { device, passkey };
}

describe('registration', () => {
  it('asks for a passkey that the person does not have yet, without certificates', async () => {
    const { passkey } = await registered();
    const options = await registrationOptions(party, owner, [passkey]);
    expect(options).toMatchObject({
      rp: { id: 'bylaw.example', name: 'acme' },
      user: { name: 'ana', id: Buffer.from(owner.userId).toString('base64url') },
      attestation: 'none',
      excludeCredentials: [{ id: passkey.credentialId, transports: ['usb'] }],
    });
  });

  it('has a challenge of its own each time', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => registrationOptions(party, owner, [])));
    expect(new Set(asked.map(({ challenge }) => challenge)).size).toBe(3);
  });

  it.each(['none', 'self'] as const)('takes a passkey with attestation %s', async (attestation) => {
    const device = softwareAuthenticator(party.origin);
    const options = await registrationOptions(party, owner, []);
    const made = device.create(options, { attestation, counter: 7 });
    expect(await verifyRegistration(party, options.challenge, made)).toEqual({
      credentialId: device.credentialId,
      publicKey: expect.stringMatching(/^[\w-]{100,110}$/),
      counter: 7,
      transports: ['usb'],
    });
  });

  it.each<[string, Deviations]>([
    ['another origin', { origin: 'https://bylaw.example.evil.example' }],
    ['another port', { origin: 'https://bylaw.example' }],
    ['another scheme', { origin: 'http://bylaw.example:8443' }],
    ['another challenge', { challenge: 'c29tZXRoaW5nIGVsc2U' }],
    ['another host', { rpId: 'evil.example' }],
    ['an answer to another question', { type: 'webauthn.get' }],
    ['nobody present', { flags: 0 }],
    ['certificates', { attestation: 'certificates' }],
  ])('refuses %s', async (_, deviations) => {
    const options = await registrationOptions(party, owner, []);
    const made = softwareAuthenticator(party.origin).create(options, deviations);
    expect(await verifyRegistration(party, options.challenge, made)).toBeNull();
  });

  it.each(['', 'AAAA', 'not base64url!'])('refuses %j as an attestation', async (attestationObject) => {
    const options = await registrationOptions(party, owner, []);
    const made = softwareAuthenticator(party.origin).create(options);
    const broken = { ...made, response: { ...made.response, attestationObject } };
    expect(await verifyRegistration(party, options.challenge, broken)).toBeNull();
  });

  it('keeps no word that a browser makes up', async () => {
    const options = await registrationOptions(party, owner, []);
    const made = softwareAuthenticator(party.origin).create(options);
    const talkative = { ...made, response: { ...made.response, transports: ['nfc', '<script>', 'usb'] } };
    const passkey = await verifyRegistration(party, options.challenge, talkative);
    expect(passkey?.transports).toEqual(['nfc', 'usb']);
  });
});

describe('sign-in', () => {
  it('takes each answer of the passkey once', async () => {
    const { device, passkey } = await registered();
    let stored: Passkey = passkey;
    for (const counter of [1, 2, 3]) {
      const options = await authenticationOptions(party, [stored]);
      expect(options).toMatchObject({
        rpId: 'bylaw.example',
        allowCredentials: [{ id: stored.credentialId }],
      });
      const answer = device.get(options);
      const verified = await verifyAuthentication(party, options.challenge, answer, [stored]);
      expect(verified).toEqual({ credentialId: stored.credentialId, counter });
      stored = { ...stored, counter };
      expect(await verifyAuthentication(party, options.challenge, answer, [stored])).toBeNull();
    }
  });

  it('finds the passkey that was used among several', async () => {
    const [one, other] = [await registered(), await registered()];
    const known = [one.passkey, other.passkey];
    const options = await authenticationOptions(party, known);
    const verified = await verifyAuthentication(party, options.challenge, other.device.get(options), known);
    expect(verified?.credentialId).toBe(other.passkey.credentialId);
  });

  it.each<[string, Deviations]>([
    ['another origin', { origin: 'https://bylaw.example.evil.example' }],
    ['another challenge', { challenge: 'c29tZXRoaW5nIGVsc2U' }],
    ['another host', { rpId: 'evil.example' }],
    ['an answer to another question', { type: 'webauthn.create' }],
    ['nobody present', { flags: 0 }],
    ['another key', { signWith: stranger }],
    ['a counter that stands still', { counter: 5 }],
    ['a counter that went back, as a copied device’s does', { counter: 4 }],
    ['a counter that went back to nothing', { counter: 0 }],
    ['a passkey of somebody else', { credentialId: 'AAAA' }],
  ])('refuses %s', async (_, deviations) => {
    const { device, passkey } = await registered();
    const stored = { ...passkey, counter: 5 };
    const options = await authenticationOptions(party, [stored]);
    const good = device.get(options, { counter: 6 });
    expect(await verifyAuthentication(party, options.challenge, good, [stored])).not.toBeNull();
    const bad = device.get(options, { counter: 6, ...deviations });
    expect(await verifyAuthentication(party, options.challenge, bad, [stored])).toBeNull();
  });

  it('takes a device that never counts', async () => {
    const { device, passkey } = await registered();
    const options = await authenticationOptions(party, [passkey]);
    const answer = device.get(options, { counter: 0 });
    const verified = await verifyAuthentication(party, options.challenge, answer, [passkey]);
    expect(verified).toEqual({ credentialId: passkey.credentialId, counter: 0 });
  });

  it('does not take the answer of one passkey for another’s', async () => {
    const [one, other] = [await registered(), await registered()];
    const options = await authenticationOptions(party, [one.passkey, other.passkey]);
    const borrowed = one.device.get(options, { credentialId: other.passkey.credentialId });
    const known = [one.passkey, other.passkey];
    expect(await verifyAuthentication(party, options.challenge, borrowed, known)).toBeNull();
  });
});
