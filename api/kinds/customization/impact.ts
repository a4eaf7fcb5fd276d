import type { Change } from '../../../controller/reconcile/change.ts';
import type { Impact } from '../../../schemas/contract/plan.ts';
import type { Assessment } from '../kind.ts';
import { accountOf, textIn } from '../own-values.ts';

/** The address at which people find the account. */
export function customizationImpact({ own }: Assessment): readonly Impact[] {
  return own.flatMap(hostname);
}

function hostname(change: Change): readonly Impact[] {
  const [before = null, after = null] = [change.before, change.after].map((values) =>
    textIn(values, 'hostname'),
  );
  if (before === after) return [];
  return [
    {
      code: 'hostname-changes',
      account: accountOf(change),
      people: [],
      detail: sentence(before, after),
      causes: [change.address],
    },
  ];
}

function sentence(before: string | null, after: string | null): string {
  if (after === null) return `the host name ${before} is given up`;
  const proof = 'once its DNS records are proven';
  return before === null
    ? `the account can be reached at ${after} ${proof}`
    : `the host name ${before} is replaced by ${after} ${proof}`;
}
