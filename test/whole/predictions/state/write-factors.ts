import type { Tx } from '../../../../api/database/transaction.ts';
import { insertPasskey } from '../../../../api/sign-in/passkey-store.ts';
import { markEnrolled, storeSecret } from '../../../../api/sign-in/second-factor-store.ts';
import type { KnownPerson } from './known.ts';
import type { Writing } from './writing.ts';

/** Of everybody's authenticator app, base32. */
export const appSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Authenticator apps and passkeys. */
export async function writeFactors(tx: Tx, writing: Writing, people: readonly KnownPerson[]): Promise<void> {
  const { organisationId, keyring, now, newId } = writing;
  const at = now.toISOString();
  for (const { known, person } of people) {
    const { factor } = person.state;
    if (factor === 'none') continue;
    const owner = { organisationId, userId: known.userId };
    if (factor !== 'passkey') await storeSecret(tx, keyring, owner, appSecret);
    if (factor !== 'app') {
      const passkey = await writing.passkeyOf(known.username);
      const row: Parameters<typeof insertPasskey>[2] = { id: newId(), name: 'key', at, passkey };
      await insertPasskey(tx, { ...owner }, row);
    }
    await markEnrolled(tx, owner, at);
  }
}
