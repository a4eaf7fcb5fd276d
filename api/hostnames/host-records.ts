import { isIP } from 'node:net';
import { type Keyring, secretContext } from '../identity/secrets/keyring.ts';

/** The settings that name the host. */
export const hostKind = 'Customization';

/** A DNS record that the owner of a host name creates. */
export interface HostRecord {
  readonly purpose: 'address' | 'proof';
  readonly type: 'CNAME' | 'A' | 'AAAA' | 'TXT';
  readonly name: string;
  readonly value: string;
}

/** Whose host name it is. */
export interface HostPlace {
  readonly organisationId: string;
  readonly account: string;
  readonly hostname: string;
}

const prefix = 'bylaw-host=';

const contextOf = ({ organisationId, account }: HostPlace): string =>
  secretContext(organisationId, 'hostname', account);

function addressRecord(hostname: string, publicUrl: string): HostRecord {
  const target = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  const type = ({ 0: 'CNAME', 4: 'A', 6: 'AAAA' } as const)[isIP(target)] ?? 'CNAME';
  return { purpose: 'address', type, name: hostname, value: target };
}

/**
 * What to create in DNS for a host name: where it leads, and a text that only the account's people know. The text is made from the server's key,
 * so that nothing is kept and no other account can show it.
 */
export function hostRecords(
  { keyring, publicUrl }: { readonly keyring: Keyring; readonly publicUrl: string },
  place: HostPlace,
): readonly HostRecord[] {
  const { hostname } = place;
  const value = prefix + keyring.mark(hostname, contextOf(place));
  return [
    addressRecord(hostname, publicUrl),
    { purpose: 'proof', type: 'TXT', name: `_bylaw.${hostname}`, value },
  ];
}

/** Whether a text in DNS is the proof, also one made with a former key. */
export function isProof(keyring: Keyring, place: HostPlace, text: string): boolean {
  return (
    text.startsWith(prefix) && keyring.matches(text.slice(prefix.length), place.hostname, contextOf(place))
  );
}
