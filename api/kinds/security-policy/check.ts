import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import { canonicalJson } from '../../../schemas/contract/json.ts';
import type { Assessment } from '../kind.ts';
import { namesIn } from '../own-values.ts';

/** From where people sign in is not known before they do, so a list that gets narrower cannot name whom it shuts out. */
export function checkSecurityPolicies({ before, after }: Assessment): readonly Diagnostic[] {
  return [...after.accounts.values()].flatMap((account) => {
    const now = account.effective['SecurityPolicy'];
    const old = before.accounts.get(account.name)?.effective['SecurityPolicy'];
    if (now === undefined || old === undefined || canonicalJson(now) === canonicalJson(old)) return [];
    const [was, is] = [old, now].map((policy) => namesIn(policy, 'allowedNetworks')) as [
      readonly string[],
      readonly string[],
    ];
    const gone = was.filter((network) => !is.includes(network));
    if (gone.length === 0 || is.includes('any') || is.length === 0) return [];
    return [
      {
        severity: 'warning',
        code: 'security-policy/networks-narrowed',
        summary: `account ${account.name} can be reached only from ${is.slice(0, 5).join(', ')}${is.length > 5 ? ' ...' : ''}; whom that shuts out cannot be foretold`,
        remedy: 'make sure that the networks of those who administer the account are among them',
        address: `SecurityPolicy/${account.name}`,
      },
    ];
  });
}
