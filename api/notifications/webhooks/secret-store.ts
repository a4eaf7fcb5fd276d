import { randomBytes } from 'node:crypto';
import { execute, insertRows, rows, type Tx } from '../../database/transaction.ts';
import { secretContext } from '../../identity/secrets/keyring.ts';
import type { DeliveryDeps } from '../outbox/courier.ts';

type SecretDeps = Pick<DeliveryDeps, 'database' | 'now' | 'newId' | 'keyring'>;

/** A declared webhook of an account. */
export interface WebhookPlace {
  readonly organisationId: string;
  readonly accountId: string;
  readonly webhook: string;
}

/** Standard Webhooks, "Signature scheme": 24 to 64 random bytes, in base64 behind a prefix. */
const secretBytes = 32;
const prefix = 'whsec_';
/** How long a former secret signs beside the new one. */
const overlapMs = 24 * 60 * 60 * 1000;

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  account_id: 'uuid',
  webhook: 'text',
  secret: 'text',
  created_at: 'timestamptz',
};

interface SecretRow {
  readonly id: string;
  readonly secret: string;
}

/** In force, the newest first: more than two only where it was rotated more than once in a day. */
function readSecrets(
  tx: Tx,
  { organisationId, accountId, webhook }: WebhookPlace,
  now: Date,
): Promise<SecretRow[]> {
  return rows<SecretRow>(
    tx,
    `SELECT id, secret FROM webhook_secret
     WHERE organisation_id = $1::uuid AND account_id = $2::uuid AND webhook = $3
       AND (expires_at IS NULL OR expires_at > $4::timestamptz)
     ORDER BY created_at DESC, id DESC LIMIT 5`,
    organisationId,
    accountId,
    webhook,
    now.toISOString(),
  );
}

interface NewSecret {
  readonly plain: string;
  readonly row: SecretRow & object;
}

function newSecret({ keyring, now, newId }: SecretDeps, place: WebhookPlace): NewSecret {
  const id = newId();
  const plain = prefix + randomBytes(secretBytes).toString('base64');
  const { organisationId, accountId, webhook } = place;
  const row = {
    organisation_id: organisationId,
    id,
    account_id: accountId,
    webhook,
    secret: keyring.seal(plain, secretContext(organisationId, 'webhook_secret', id)),
    created_at: now().toISOString(),
  };
  return { plain, row };
}

/** One at a time for each webhook: two that make its first secret at once would each sign with another. */
async function lock(tx: Tx, { organisationId, accountId, webhook }: WebhookPlace): Promise<void> {
  const name = JSON.stringify(['webhook_secret', organisationId, accountId, webhook]);
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', name);
}

async function readOrMake(deps: SecretDeps, place: WebhookPlace): Promise<readonly SecretRow[]> {
  const made = newSecret(deps, place);
  return deps.database.write(async (tx) => {
    await lock(tx, place);
    const there = await readSecrets(tx, place, deps.now());
    if (there.length > 0) return there;
    await insertRows(tx, 'webhook_secret', columns, [made.row]);
    return [made.row];
  });
}

/** The secrets that sign a webhook's messages, as `whsec_...`, the newest first; the first is made where there is none. */
export async function signingSecrets(deps: SecretDeps, place: WebhookPlace): Promise<readonly string[]> {
  const there = await deps.database.snapshot((tx) => readSecrets(tx, place, deps.now()));
  const found = there.length > 0 ? there : await readOrMake(deps, place);
  return found.map(({ id, secret }) =>
    deps.keyring.open(secret, secretContext(place.organisationId, 'webhook_secret', id)),
  );
}

/** A secret that takes the place of those before, which go on signing beside it for a day. */
export interface Rotation {
  /** `whsec_...`: shown once. */
  readonly secret: string;
  readonly write: (tx: Tx) => Promise<void>;
}

/** Prepares a webhook's next secret; it is in force once `write` is committed. */
export function rotateSecret(deps: SecretDeps, place: WebhookPlace): Rotation {
  const { plain, row } = newSecret(deps, place);
  const end = new Date(deps.now().getTime() + overlapMs).toISOString();
  const { organisationId, accountId, webhook } = place;
  const write = async (tx: Tx): Promise<void> => {
    await lock(tx, place);
    await execute(
      tx,
      `UPDATE webhook_secret SET expires_at = $4::timestamptz
       WHERE organisation_id = $1::uuid AND account_id = $2::uuid AND webhook = $3 AND expires_at IS NULL`,
      organisationId,
      accountId,
      webhook,
      end,
    );
    await insertRows(tx, 'webhook_secret', columns, [row]);
  };
  return { secret: plain, write };
}
