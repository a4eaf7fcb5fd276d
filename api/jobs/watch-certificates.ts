import { createHash } from 'node:crypto';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { type Certificate, certificatesOf } from '../kinds/single-sign-on/certificates.ts';
import { notify } from '../notifications/notify.ts';
import type { JobDeps, Place, Summary } from './job.ts';

const event = 'certificate-expiry';
const day = 24 * 60 * 60 * 1000;
const warnings = [60, 30, 14, 7, 1];

/** The nearest of the warnings that a certificate has reached with so many milliseconds left; null: none, or its time is over. */
export function warningReached(left: number): number | null {
  if (left <= 0) return null;
  return warnings.filter((days) => left <= days * day).at(-1) ?? null;
}

interface Warning {
  readonly key: string;
  readonly account: string;
  readonly subject: string;
  readonly expires: string;
  readonly daysLeft: number;
}

function warningOf({ accountId, account }: Row, certificate: Certificate, now: number): readonly Warning[] {
  const { subject, validFrom, validTo } = certificate;
  const reached = warningReached(validTo - now);
  if (reached === null) return [];
  const identity = createHash('sha256').update(`${subject}\n${validFrom}\n${validTo}`).digest('hex');
  return [
    {
      key: `${accountId}/${identity}/${reached}`,
      account,
      subject,
      expires: new Date(validTo).toISOString(),
      daysLeft: Math.ceil((validTo - now) / day),
    },
  ];
}

interface Row {
  readonly accountId: string;
  readonly account: string;
  readonly value: JsonObject;
  /** Metadata that was read from its address. */
  readonly fetched: string | null;
}

function readSettings(tx: Tx, organisationId: string): Promise<Row[]> {
  return rows<Row>(
    tx,
    `SELECT a.id AS "accountId", a.name AS account, e.value,
       CASE WHEN c.metadata_url = e.value #>> '{identityProvider,metadataUrl}' THEN c.metadata END AS fetched
     FROM effective_setting e
     JOIN account a ON a.organisation_id = e.organisation_id AND a.id = e.account_id
     LEFT JOIN saml_connection c ON c.organisation_id = a.organisation_id AND c.account_id = a.id
     WHERE e.organisation_id = $1::uuid AND e.kind = 'SingleSignOn' AND e.value -> 'identityProvider' IS NOT NULL
     ORDER BY a.name COLLATE "C"`,
    organisationId,
  );
}

/** Those that nobody was told of yet: of two replicas one takes each. */
async function takeNew(
  tx: Tx,
  organisationId: string,
  found: readonly Warning[],
  at: string,
): Promise<readonly Warning[]> {
  const taken = await rows<{ key: string }>(
    tx,
    `INSERT INTO seen_event (organisation_id, type, key, at)
     SELECT $1::uuid, $2, key, $4::timestamptz FROM unnest($3::text[]) AS key ON CONFLICT DO NOTHING RETURNING key`,
    organisationId,
    event,
    [...new Set(found.map(({ key }) => key))],
    at,
  );
  const keys = new Set(taken.map(({ key }) => key));
  return found.filter(({ key }) => keys.delete(key));
}

function textOf({ account, subject, expires, daysLeft }: Warning): string {
  const left = daysLeft === 1 ? '1 day' : `${daysLeft} days`;
  return `The signing certificate ${subject} of ${account}'s identity provider expires in ${left}, on ${expires.slice(0, 10)}: add its successor beside it`;
}

/**
 * Tells of certificates of identity providers that expire: once each at 60, 30, 14, 7 and 1 days. Who is told late is told of the nearest
 * of these only.
 */
export async function watchCertificates(deps: JobDeps, { organisationId }: Place): Promise<Summary> {
  const now = deps.now();
  // Certificates are parsed outside of a transaction: on PGlite everybody waits for one.
  const settings = await deps.database.snapshot((tx) => readSettings(tx, organisationId));
  const found = settings.flatMap((row) =>
    certificatesOf(row.value, row.fetched).flatMap((certificate) =>
      warningOf(row, certificate, now.getTime()),
    ),
  );
  if (found.length === 0) return { warned: 0 };
  const warned = await deps.database.write(async (tx) => {
    const taken = await takeNew(tx, organisationId, found, now.toISOString());
    for (const warning of taken) {
      const { account, subject, expires, daysLeft } = warning;
      const detail = { subject, expires, daysLeft };
      await notify(tx, deps, organisationId, { event, account, text: textOf(warning), detail });
    }
    return taken.length;
  });
  return { warned };
}
