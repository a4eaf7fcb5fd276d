import { formatAddress } from '../../schemas/contract/address.ts';
import { providerOf } from '../../schemas/semantics.ts';
import type { NewEntry } from '../audit/entry.ts';
import { recordEntries } from '../audit/record.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import { letRequirementHold } from '../identity/sso/sso-state.ts';
import { rulesOf } from '../kinds/people/rules-of.ts';
import type { World } from '../kinds/world.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import type { SettingsOutcome } from './settings.ts';

const handOver = `
  UPDATE team SET membership = NULL, sso_group = NULL FROM resource r
  WHERE team.organisation_id = $1::uuid AND team.account_id = $2::uuid AND membership = 'sso'
    AND r.organisation_id = team.organisation_id AND r.id = team.id
    AND NOT EXISTS (SELECT FROM ownership o WHERE o.organisation_id = team.organisation_id AND o.resource_id = team.id)
  RETURNING team.id, team.name, r.kind`;

/** Teams that sign-ins kept become ordinary ones, with the people who are in them; what a set declares is the set's to change. */
async function endGroupSync(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const { organisationId } = context;
  const teams = await rows<{ id: string; name: string; kind: string }>(tx, handOver, organisationId, id);
  if (teams.length === 0) return;
  await execute(
    tx,
    `UPDATE team_member SET origin = 'manual' WHERE organisation_id = $1::uuid AND origin = 'sso' AND team_id = ANY($2::uuid[])`,
    organisationId,
    teams.map((team) => team.id),
  );
  const entries = teams.map(
    (team): NewEntry => ({
      item: team.kind,
      action: 'Update',
      status: 'success',
      description: 'Group updated',
      account: name,
      address: formatAddress({ kind: team.kind, account: name, name: team.name }),
      detail: { membership: 'no longer kept by single sign-on' },
    }),
  );
  await recordEntries(tx, deps, context, entries);
}

/**
 * What follows from changed settings of single sign-on, in the transaction that changes them. Whether `required` takes hold, or lets go, is
 * what the plan has said of it.
 */
export async function reviewSso(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  { settings: { before, after }, world }: { readonly settings: SettingsOutcome; readonly world: World },
  accountId: (name: string) => string | undefined,
): Promise<void> {
  const { organisationId, organisation } = context;
  const kind = providerOf('single-sign-on');
  for (const [name, kinds] of after) {
    const [old, now] = [before.get(name)?.get(kind)?.value, kinds.get(kind)?.value];
    const [id, account] = [accountId(name), world.accounts.get(name)];
    if (now === undefined || id === undefined || account === undefined) continue;
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    const place = { organisationId, organisation, accountId: id, account: name };
    await letRequirementHold(tx, deps, place, rulesOf(account, world.now).ssoHolds);
    const stops = old?.['autoCreateGroups'] === true && now['autoCreateGroups'] !== true;
    if (stops) await endGroupSync(tx, deps, context, { id, name });
  }
}
