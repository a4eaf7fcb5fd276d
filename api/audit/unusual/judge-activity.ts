import { formatAddress } from '../../../schemas/contract/address.ts';
import { rows, type Tx } from '../../database/transaction.ts';
import { changesByHand, failedSignIns, windowOf } from './activity.ts';
import { findFailureSpike } from './failure-spike.ts';
import type { Finding } from './finding.ts';
import { findMassChanges } from './mass-changes.ts';
import { type Counted, readUsual, readUsualWithQuiet } from './usual.ts';

/** A finding with whom it is about; nulls: the organisation, or somebody who is gone. */
export interface Judged {
  readonly finding: Finding;
  readonly account: string | null;
  readonly address: string | null;
}

/** Judges the failed sign-ins of a stretch of time. */
export async function judgeFailures(
  tx: Tx,
  organisationId: string,
  counted: Counted,
): Promise<Judged | null> {
  const end = Date.parse(counted.startsAt) + windowOf(failedSignIns);
  const [tried] = await rows<{ users: number; unknown: number }>(
    tx,
    `SELECT count(DISTINCT e.address) AS users, count(*) FILTER (WHERE e.address IS NULL) AS unknown FROM audit_entry e
     WHERE e.organisation_id = $1::uuid AND e.at >= $2::timestamptz AND e.at < $3::timestamptz AND ${failedSignIns.counts}`,
    organisationId,
    counted.startsAt,
    new Date(end).toISOString(),
  );
  const finding = findFailureSpike({
    failures: counted.count,
    users: tried?.users ?? 0,
    unknown: tried?.unknown ?? 0,
    windowMinutes: failedSignIns.windowMinutes,
    usual: await readUsualWithQuiet(tx, organisationId, failedSignIns, counted),
  });
  return finding && { finding, account: null, address: null };
}

interface Actor {
  readonly kind: string;
  readonly name: string;
  readonly account: string | null;
}

async function readActor(tx: Tx, organisationId: string, subject: string): Promise<Actor | undefined> {
  const [, id = ''] = subject.split('/');
  const [actor] = await rows<Actor>(
    tx,
    `SELECT r.kind, r.name, a.name AS account FROM resource r
     LEFT JOIN account a ON a.organisation_id = r.organisation_id AND a.id = r.account_id
     WHERE r.organisation_id = $1::uuid AND r.id = $2::uuid`,
    organisationId,
    id,
  );
  return actor;
}

/** Judges what one actor changed by hand in a stretch of time. */
export async function judgeChanges(tx: Tx, organisationId: string, counted: Counted): Promise<Judged | null> {
  const actor = await readActor(tx, organisationId, counted.subject);
  const finding = findMassChanges({
    actor: actor?.name ?? 'Somebody who was removed since',
    changes: counted.count,
    removals: counted.removals,
    windowMinutes: changesByHand.windowMinutes,
    usual: await readUsual(tx, organisationId, changesByHand, counted),
  });
  return (
    finding && { finding, account: actor?.account ?? null, address: actor ? formatAddress(actor) : null }
  );
}
