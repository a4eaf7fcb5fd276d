import {
  type Passkey,
  relyingParty,
  verifyRegistration,
} from '../../../../api/identity/second-factor/passkey.ts';
import {
  type SoftwareAuthenticator,
  softwareAuthenticator,
} from '../../../support/software-authenticator.ts';

const origin = 'http://localhost:8080';
const challenge = Buffer.alloc(32, 'challenge').toString('base64url');

/** A security key for each name, kept from case to case: what it signs counts up, so that no case sees an old counter. */
export interface KeyRing {
  of(username: string): SoftwareAuthenticator;
  /** Its public side, as a registration would have left it. */
  passkeyOf(username: string): Promise<Passkey>;
}

async function registered(key: SoftwareAuthenticator): Promise<Passkey> {
  const party = relyingParty(origin);
  const options = { challenge, rp: { id: party.id, name: 'acme' } } as Parameters<
    SoftwareAuthenticator['create']
  >[0];
  const passkey = await verifyRegistration(party, challenge, key.create(options));
  if (passkey === null) throw new Error('the security key of the tests was not taken');
  return passkey;
}

function once<T>(make: (username: string) => T): (username: string) => T {
  const made = new Map<string, T>();
  return (username) => {
    const known = made.get(username) ?? make(username);
    made.set(username, known);
    return known;
  };
}

export function keyRing(): KeyRing {
  const of = once(() => softwareAuthenticator(origin));
  return { of, passkeyOf: once((username) => registered(of(username))) };
}
