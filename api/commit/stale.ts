import { atLeast } from '../../controller/reconcile/risk.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { passes } from '../../schemas/contract/diagnostic.ts';
import type { Json } from '../../schemas/contract/json.ts';
import { canonicalJson } from '../../schemas/contract/json.ts';
import type { Plan, PlanHead, ResourceChange } from '../../schemas/contract/plan.ts';
import type { Tx } from '../database/transaction.ts';
import { rows } from '../database/transaction.ts';
import { Refusal } from '../request/refusal.ts';
import { readPlanAsMade } from './plan-store.ts';
import type { Prepared } from './prepare.ts';
import { toResourceChange } from './public-form.ts';

interface LastChange {
  readonly address: string;
  readonly actor: string;
  readonly at: string;
  readonly description: string;
}

function lines(changes: readonly ResourceChange[]): ReadonlyMap<string, string> {
  return new Map(
    changes.map(({ address, action, fields }) => [
      address,
      canonicalJson([action, fields.map(({ source: _line, ...field }) => field as unknown as Json)]),
    ]),
  );
}

/** Addresses that one plan changes otherwise than the other. */
function differingAddresses(
  stored: readonly ResourceChange[],
  now: readonly ResourceChange[],
): readonly string[] {
  const [old, current] = [lines(stored), lines(now)];
  return [...new Set([...old.keys(), ...current.keys()])]
    .filter((address) => old.get(address) !== current.get(address))
    .sort();
}

async function lastChanges(
  tx: Tx,
  organisationId: string,
  addresses: readonly string[],
  since: string,
): Promise<ReadonlyMap<string, LastChange>> {
  const found = await rows<LastChange>(
    tx,
    `SELECT DISTINCT ON (address) address, actor, at, description FROM audit_entry
     WHERE organisation_id = $1::uuid AND address = ANY($2::text[]) AND at >= $3::timestamptz AND status = 'success'
     ORDER BY address, at DESC, id DESC`,
    organisationId,
    addresses,
    since,
  );
  return new Map(found.map((change) => [change.address, change]));
}

function changed(address: string, last: LastChange | undefined): Diagnostic {
  const summary = last
    ? `${address} was changed by ${last.actor} at ${last.at} (${last.description})`
    : `what the plan says of ${address} is no longer what it would do`;
  return { severity: 'error', code: 'plan/stale', summary, address };
}

function stale(reasons: readonly Diagnostic[]): Refusal {
  const detail = `the state has changed since the plan was made: ${reasons
    .slice(0, 3)
    .map(({ summary }) => summary)
    .join('; ')}`;
  return new Refusal(409, 'plan/stale', detail, {
    remedy: 'plan again and look at the new plan',
    diagnostics: reasons,
  });
}

function lockedOut(plan: Pick<Plan, 'impact'>): ReadonlySet<string> {
  return new Set(
    plan.impact
      .filter(({ code }) => code === 'locked-out')
      .flatMap(({ account, people }) => people.map((name) => `${name} of ${account}`)),
  );
}

/** Whom and what the plan now hits harder than the one that was looked at. */
function worse(stored: PlanHead, now: Prepared): readonly Diagnostic[] {
  const known = lockedOut(stored);
  const people = [...lockedOut(now)].filter((person) => !known.has(person));
  const risk = !atLeast(stored.risk.level, now.risk.level);
  return [
    ...people.map((person) => ({
      severity: 'error' as const,
      code: 'plan/stale',
      summary: `${person} would now be locked out`,
    })),
    ...(risk
      ? [
          {
            severity: 'error' as const,
            code: 'plan/stale',
            summary: `the risk rose from ${stored.risk.level} to ${now.risk.level}`,
          },
        ]
      : []),
  ];
}

/**
 * Refuses a plan that no longer fits the state: other changes, a check that fails, a higher risk, or somebody locked out
 * who was not on it. Anything else that happened meanwhile does not matter.
 *
 * @throws Refusal 409 `plan/stale` that says what changed and who did it
 */
export async function assertFresh(
  tx: Tx,
  organisationId: string,
  stored: PlanHead,
  now: Prepared,
): Promise<void> {
  if (stored.digest !== now.digest) {
    const asMade = await readPlanAsMade(tx, organisationId, stored.id ?? '');
    const addresses = differingAddresses(asMade?.resource_changes ?? [], now.changes.map(toResourceChange));
    const last = await lastChanges(tx, organisationId, addresses, stored.createdAt);
    throw stale(addresses.map((address) => changed(address, last.get(address))));
  }
  if (!passes(now.diagnostics)) throw stale(now.diagnostics.filter(({ severity }) => severity === 'error'));
  const reasons = worse(stored, now);
  if (reasons.length > 0) throw stale(reasons);
}
