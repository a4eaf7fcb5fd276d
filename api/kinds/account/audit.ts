import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { auditLifecycle, becomes } from '../audit-text.ts';

const item = 'Account';

/** The entries of a change to an account. Enabling and disabling are entries of their own: they end or open all its sign-ins. */
export function auditAccount(change: Change): readonly AuditText[] {
  const whole = auditLifecycle(change, item, 'Account');
  if (['create', 'delete', 'disable'].includes(change.action) || change.fields.length === 0) return whole;
  const disabled = becomes(change, 'enabled', false);
  const enabled = change.before?.['enabled'] === false && change.after?.['enabled'] !== false;
  return [
    ...whole,
    ...(disabled ? [{ item, action: 'Disable', description: 'Account disabled' }] : []),
    ...(enabled ? [{ item, action: 'Enable', description: 'Account enabled' }] : []),
    ...(touchesOther(change) ? [{ item, action: 'Update', description: 'Account updated' }] : []),
  ];
}

function touchesOther(change: Change): boolean {
  return change.fields.some(({ path }) => path !== '/enabled');
}
