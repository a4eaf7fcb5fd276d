import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import { errorOf } from '../diagnose.ts';
import type { Assessment } from '../kind.ts';
import { namesIn } from '../own-values.ts';

/** Who is in a team of `membership: sso` is the identity provider's to say, whoever asks for something else. */
export function checkTeams({ own }: Assessment): readonly Diagnostic[] {
  return own
    .filter(({ after }) => after?.['membership'] === 'sso' && namesIn(after, 'members').length > 0)
    .map((change) =>
      errorOf(change, {
        code: 'team/members-by-sso',
        summary: `${change.address}: the members of a team with membership sso come from the identity provider`,
        remedy: 'take `members` away, or set `membership` to exact or additive',
        pointer: '/members',
      }),
    );
}
