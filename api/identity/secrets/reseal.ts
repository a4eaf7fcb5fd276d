import { execute, rows, type Tx } from '../../database/transaction.ts';
import { type Keyring, SealedSecretUnreadable, secretContext } from './keyring.ts';

/** Where sealed secrets stand. Each is sealed to its organisation, its table and the row's key. */
interface SealedPlace {
  readonly table: string;
  /** Column of the row's key beside the organisation: a UUID. */
  readonly key: string;
  /** SQL over row `t`: the secret, or NULL. */
  readonly secret: string;
  /** SQL: what is set where `source.secret` is the same secret under the first key. */
  readonly set: string;
}

const sealedPlaces: readonly SealedPlace[] = [
  {
    table: 'user_credential',
    key: 'user_id',
    secret: 't.second_factor_secret',
    set: 'second_factor_secret = source.secret',
  },
  { table: 'webhook_secret', key: 'id', secret: 't.secret', set: 'secret = source.secret' },
  { table: 'saml_connection', key: 'account_id', secret: 't.sp_key', set: 'sp_key = source.secret' },
  // Links of mails that still wait to be sent.
  {
    table: 'outbox',
    key: 'id',
    secret: `CASE WHEN t.delivered_at IS NULL AND t.failed_at IS NULL THEN t.payload ->> 'sealedToken' END`,
    set: `payload = t.payload || jsonb_build_object('sealedToken', source.secret)`,
  },
];

interface SealedRow {
  readonly id: string;
  readonly secret: string;
}

/** What a batch did. */
export interface Resealed {
  readonly resealed: number;
  /** Their key is not among the server's, or they were changed: they stay as they are. */
  readonly unreadable: number;
  /** Key of the last row; null: nothing came after this batch. */
  readonly last: string | null;
}

/** Names of the tables that hold sealed secrets. */
export const sealedTables: readonly string[] = sealedPlaces.map(({ table }) => table);

const isOlder = (secret: string): string => `split_part(${secret}, '.', 1) <> $2`;

/** Rows that somebody works with at this moment are left for the next run. */
const older = ({ table, key, secret }: SealedPlace, limit: number): string => `
  SELECT t.${key} AS id, ${secret} AS secret FROM ${table} t
  WHERE t.organisation_id = $1::uuid AND ${isOlder(secret)} AND ($3::uuid IS NULL OR t.${key} > $3::uuid)
  ORDER BY t.${key} LIMIT ${limit} FOR UPDATE SKIP LOCKED`;

const write = ({ table, key, set }: SealedPlace): string => `
  UPDATE ${table} t SET ${set} FROM jsonb_to_recordset($2::jsonb) AS source(id uuid, secret text)
  WHERE t.organisation_id = $1::uuid AND t.${key} = source.id`;

/** The secret under the first key; null: it cannot be read. */
function sealedAnew(keyring: Keyring, sealed: string, context: string): string | null {
  try {
    return keyring.seal(keyring.open(sealed, context), context);
  } catch (error) {
    if (error instanceof SealedSecretUnreadable) return null;
    throw error;
  }
}

/** Seals a batch of a table's secrets that are under older keys under the first one. */
export async function resealBatch(
  tx: Tx,
  keyring: Keyring,
  { organisationId, table }: { readonly organisationId: string; readonly table: string },
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Resealed> {
  const place = sealedPlaces.find((one) => one.table === table);
  if (place === undefined) return { resealed: 0, unreadable: 0, last: null };
  const found = await rows<SealedRow>(tx, older(place, limit), organisationId, keyring.current, after);
  const anew = found.flatMap(({ id, secret }) => {
    const sealed = sealedAnew(keyring, secret, secretContext(organisationId, table, id));
    return sealed === null ? [] : [{ id, secret: sealed }];
  });
  if (anew.length > 0) await execute(tx, write(place), organisationId, JSON.stringify(anew));
  const last = found.length < limit ? null : (found.at(-1)?.id ?? null);
  return { resealed: anew.length, unreadable: found.length - anew.length, last };
}

/** How many recovery codes that can still be used are marked under older keys: they are compared and never read, so they cannot be marked anew. */
export async function countOlderRecoveryCodes(
  tx: Tx,
  keyring: Keyring,
  organisationId: string,
): Promise<number> {
  const [found] = await rows<{ count: number }>(
    tx,
    `SELECT count(*) AS count FROM recovery_code t
     WHERE t.organisation_id = $1::uuid AND t.used_at IS NULL AND ${isOlder('t.code_hash')}`,
    organisationId,
    keyring.current,
  );
  return found?.count ?? 0;
}
