import { selfSigned } from '../../../schemas/contract/self-signed.ts';
import { execute } from '../../database/transaction.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import { type AccountSso, spKeyContext } from './find-connection.ts';

const years = 10;

/**
 * Makes the key pair of a connection where there is none: identity providers encrypt for it. Of two requests at the same time one makes it.
 * The private half is sealed with the server's key.
 */
export async function ensureSpKey(
  { database, keyring, now }: SignInDeps,
  { organisationId, accountId, slug, spCertificate }: AccountSso,
): Promise<void> {
  if (spCertificate !== null) return;
  const from = now();
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const { privateKey, certificate } = selfSigned({ name: `bylaw ${slug}`, from, until });
  const sealed = keyring.seal(privateKey, spKeyContext(organisationId, accountId));
  await database.write((tx) =>
    execute(
      tx,
      `INSERT INTO saml_connection (organisation_id, account_id, configuration, sp_key, sp_certificate)
       VALUES ($1::uuid, $2::uuid, '', $3, $4)
       ON CONFLICT (organisation_id, account_id) DO UPDATE SET sp_key = excluded.sp_key, sp_certificate = excluded.sp_certificate
       WHERE saml_connection.sp_key IS NULL`,
      organisationId,
      accountId,
      sealed,
      certificate,
    ),
  );
}
