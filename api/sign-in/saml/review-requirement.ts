import { emergencyKeys } from '../../../schemas/access/sso-requirement.ts';
import { rows, type Tx } from '../../database/transaction.ts';
import { letRequirementHold, type SsoPlace } from '../../identity/sso/sso-state.ts';
import { requiredAnew } from '../../kinds/people/rules-of.ts';
import { readPeopleOfAccount } from '../../kinds/reading/people-of-account.ts';
import type { Deps } from '../../request/context.ts';

/** Ids of those of the account's emergency users that are there. */
export async function emergencyIds(
  tx: Tx,
  { organisationId, accountId, sso }: Omit<SsoPlace, 'fetched'>,
): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'SELECT id FROM app_user WHERE organisation_id = $1::uuid AND account_id = $2::uuid AND username_key = ANY($3::text[])',
    organisationId,
    accountId,
    [...emergencyKeys(sso)],
  );
  return found.map(({ id }) => id);
}

/**
 * Looks anew, after a sign-in with the account's configuration, whether `mode: required` holds: an emergency user must be able to come in by
 * his password.
 */
export async function reviewRequirement(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  place: Omit<SsoPlace, 'fetched'>,
): Promise<void> {
  const { organisationId, accountId, sso } = place;
  if (sso['mode'] !== 'required') return;
  const account = await readPeopleOfAccount(tx, organisationId, accountId, await emergencyIds(tx, place));
  if (account !== null) await letRequirementHold(tx, deps, place, requiredAnew(account, deps.now()));
}
