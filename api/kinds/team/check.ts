import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import { errorOf } from '../diagnose.ts';
import type { Assessment } from '../kind.ts';
import { accountOf, nameOf, namesIn } from '../own-values.ts';
import { isMember } from '../people/permissions.ts';
import { leavesSso } from './leaves-sso.ts';

/**
 * Who is in a team of `membership: sso` is the identity provider's to say, whoever asks for something else; and whom it said leaves where that
 * ends, which no field of the team shows.
 */
export function checkTeams({ before, after, own }: Assessment): readonly Diagnostic[] {
  return [
    ...own.filter(declaresMembersOfSso).map((change) =>
      errorOf(change, {
        code: 'team/members-by-sso',
        summary: `${change.address}: the members of a team with membership sso come from the identity provider`,
        remedy: 'take `members` away, or set `membership` to exact or additive',
        pointer: '/members',
      }),
    ),
    ...own.filter(leavesSso).flatMap((change) => warnLeaving(change, { before, after })),
  ];
}

function declaresMembersOfSso({ after }: Change): boolean {
  return after?.['membership'] === 'sso' && namesIn(after, 'members').length > 0;
}

const mostNames = 10;

function warnLeaving(
  change: Change,
  { before, after }: Pick<Assessment, 'before' | 'after'>,
): readonly Diagnostic[] {
  const [account, team] = [accountOf(change), nameKey(nameOf(change))];
  const former = nameKey(change.previousName ?? nameOf(change));
  const now = after.accounts.get(account)?.people;
  const leaving = [...(before.accounts.get(account)?.people ?? [])].flatMap(([key, person]) => {
    const still = now?.get(key);
    return isMember(person, former) && still && !isMember(still, team) ? [person.username] : [];
  });
  if (leaving.length === 0) return [];
  const names = leaving.sort().slice(0, mostNames).join(', ');
  const more = leaving.length > mostNames ? ` and ${leaving.length - mostNames} more` : '';
  return [
    {
      ...errorOf(change, {
        code: 'team/leaves-sso',
        summary: `${change.address}: single sign-on no longer keeps the team, and whom it made a member leaves: ${names}${more}`,
        remedy: 'name in `members` who is to stay',
        pointer: '/membership',
      }),
      severity: 'warning',
    },
  ];
}
