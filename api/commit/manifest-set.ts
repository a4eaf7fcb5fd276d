import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Tx } from '../database/transaction.ts';
import { execute, rows } from '../database/transaction.ts';
import type { Proposal } from './proposal.ts';

/** A set belongs to the repository of its first apply: two repositories of one set name would prune each other's resources. */
export async function checkRepository(
  tx: Tx,
  organisationId: string,
  proposal: Proposal,
): Promise<readonly Diagnostic[]> {
  const { set, origin, takeOverSet } = proposal;
  if (set === null || takeOverSet) return [];
  const [known] = await rows<{ repository: string | null }>(
    tx,
    'SELECT repository FROM manifest_set WHERE organisation_id = $1::uuid AND name = $2',
    organisationId,
    set.name,
  );
  if (!known?.repository || known.repository === origin.repository) return [];
  return [
    {
      severity: 'error',
      code: 'set/other-repository',
      summary: `the set ${set.name} was first applied from ${known.repository}, and this is ${origin.repository ?? 'no repository'}`,
      remedy: 'give this set another name in bylaw.yaml, or move it here with --take-over-set',
    },
  ];
}

/** Remembers the set, its repository and its last apply. */
export async function noteApplied(
  tx: Tx,
  organisationId: string,
  { set, origin, takeOverSet }: Proposal,
  planId: string,
  at: string,
): Promise<void> {
  if (set === null) return;
  await execute(
    tx,
    `INSERT INTO manifest_set (organisation_id, name, repository, last_plan_id, last_applied_at)
     VALUES ($1::uuid, $2, $3, $4::uuid, $5::timestamptz)
     ON CONFLICT (organisation_id, name) DO UPDATE SET
       repository = CASE WHEN $6::boolean THEN excluded.repository ELSE coalesce(manifest_set.repository, excluded.repository) END,
       last_plan_id = excluded.last_plan_id, last_applied_at = excluded.last_applied_at`,
    organisationId,
    set.name,
    origin.repository ?? null,
    planId,
    at,
    takeOverSet,
  );
}
