import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { auditResource } from '../audit-text.ts';

/** The second factor has entries of its own; everything else is the account's security. */
export function auditSecurityPolicy(change: Change): readonly AuditText[] {
  const found = [...secondFactor(change), ...otherOptions(change)];
  return found.length > 0 ? found : auditResource(change, 'Account', 'Security policy');
}

function secondFactor(change: Change): readonly AuditText[] {
  const [before, after] = [change.before, change.after].map((values) => values?.['requireTwoFactor']);
  if (before === after) return [];
  const item = '2FA';
  if (after === true) {
    return [{ item, action: 'Enable', description: 'Two-factor authentication enabled for all users' }];
  }
  if (before === true) {
    return [{ item, action: 'Disable', description: 'Two-factor authentication disabled for all users' }];
  }
  return [{ item, action: 'Update', description: 'Two-factor authentication settings updated' }];
}

function otherOptions(change: Change): readonly AuditText[] {
  const other = change.fields.some(({ path }) => path !== '/requireTwoFactor');
  const removed =
    change.after === null && Object.keys(change.before ?? {}).some((key) => key !== 'requireTwoFactor');
  if (!other && !removed) return [];
  return [{ item: 'Account', action: 'Update', description: 'Account security options updated' }];
}
