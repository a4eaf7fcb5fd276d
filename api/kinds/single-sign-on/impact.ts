import type { Change } from '../../../controller/reconcile/change.ts';
import type { Impact } from '../../../schemas/contract/plan.ts';
import type { Assessment } from '../kind.ts';
import { accountOf, textIn } from '../own-values.ts';
import { Causes } from '../people/causes.ts';
import { accountPairs } from '../people/pairs.ts';
import { dayOf } from '../people/rule.ts';
import { certificatesOf } from './certificates.ts';
import type { ChangedSso } from './changed.ts';
import { changedSso } from './changed.ts';

const day = 24 * 60 * 60 * 1000;
/** The first of the warnings before a certificate's end (product.md, section 5). */
const warningDays = 60;

/** Effects on the account itself; those on people are `peopleImpact`'s. */
export function singleSignOnImpact(assessment: Assessment): readonly Impact[] {
  return [...assessment.own.flatMap(initiationUrl), ...expiring(assessment)];
}

/** Bookmarks, and the identity provider's own settings, hold the address. A first one changes nothing for anybody. */
function initiationUrl(change: Change): readonly Impact[] {
  const [before, after] = [change.before, change.after].map((values) => textIn(values, 'initiationSlug'));
  if (typeof before !== 'string' || before === after) return [];
  const detail =
    typeof after === 'string'
      ? `the sign-in address /login/saml/${before}/ becomes /login/saml/${after}/`
      : `the sign-in address /login/saml/${before}/ ends`;
  return [
    {
      code: 'initiation-url-changes',
      account: accountOf(change),
      people: [],
      detail,
      causes: [change.address],
    },
  ];
}

function expiring(assessment: Assessment): readonly Impact[] {
  const changed = changedSso(assessment).filter(({ after }) => after['mode'] !== 'off');
  if (changed.length === 0) return [];
  const causes = new Causes(assessment.before, assessment.after, assessment.changes);
  const pairs = new Map(accountPairs(assessment.before, assessment.after).map((pair) => [pair.name, pair]));
  return changed.flatMap((sso) => {
    const pair = pairs.get(sso.account.name);
    const addresses = pair ? [...causes.settings(pair, 'SingleSignOn')].sort() : [];
    return expiringOf(sso, assessment.after.now.getTime()).map((detail) => ({
      code: 'certificate-expires' as const,
      account: sso.account.name,
      people: [],
      detail,
      causes: addresses,
    }));
  });
}

function expiringOf({ after }: ChangedSso, now: number): readonly string[] {
  return certificatesOf(after)
    .filter(({ validTo }) => validTo <= now + warningDays * day)
    .map(({ subject, validTo }) => {
      const days = Math.floor((validTo - now) / day);
      const when =
        validTo <= now ? `expired on ${dayOf(validTo)}` : `expires on ${dayOf(validTo)}, in ${days} days`;
      return `the identity provider's certificate ${subject} ${when}`;
    });
}
