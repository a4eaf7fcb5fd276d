import { nameKey } from '../../../schemas/contract/address.ts';
import { rows, type Tx } from '../../database/transaction.ts';
import type { Trust } from './verify-identity-token.ts';

/** A service account, and what decides whether a token of a CI system may stand for it. */
export interface Workload {
  readonly organisationId: string;
  readonly organisation: string;
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly main: boolean;
  /** It and its account. */
  readonly enabled: boolean;
  /** null: from everywhere. */
  readonly allowedNetworks: readonly string[] | null;
  readonly trust: readonly Trust[];
}

/** A service account, as people name it. */
export interface WorkloadName {
  readonly organisation: string;
  readonly account: string;
  readonly name: string;
}

const statement = `
  SELECT o.id AS "organisationId", o.name AS organisation, s.id, s.name, a.name AS account, a.main,
    coalesce(s.enabled, true) AND coalesce(a.enabled, true) AS enabled,
    s.allowed_networks AS "allowedNetworks", coalesce(s.trust, '[]'::jsonb) AS trust
  FROM organisation o
  JOIN account a ON a.organisation_id = o.id AND a.name = $2
  JOIN resource found ON found.organisation_id = o.id AND found.kind = 'ServiceAccount'
    AND found.scope_id = a.id AND found.name_key = $3
  JOIN service_account s ON s.organisation_id = o.id AND s.id = found.id
  WHERE o.name = $1`;

/** The service account of that name; undefined where there is none. */
export async function findWorkload(
  tx: Tx,
  { organisation, account, name }: WorkloadName,
): Promise<Workload | undefined> {
  const [workload] = await rows<Workload>(tx, statement, organisation, account, nameKey(name));
  return workload;
}
