import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { alters, auditLifecycle, becomes } from '../audit-text.ts';

const item = 'User';
const named = new Set(['/email', '/enabled']);

/** The entries of a change to a user, as the catalogue names them. */
export function auditUser(change: Change): readonly AuditText[] {
  const whole = auditLifecycle(change, item, 'User');
  if (['create', 'delete', 'disable'].includes(change.action) || change.fields.length === 0) return whole;
  return [
    ...whole.filter(({ action }) => action === 'Update'),
    ...switched(change),
    ...(alters(change, '/email')
      ? [{ item, action: 'Update', description: 'User changed email address' }]
      : []),
    ...(change.fields.some(({ path }) => !named.has(path))
      ? [{ item, action: 'Update', description: 'User updated' }]
      : []),
  ];
}

function switched(change: Change): readonly AuditText[] {
  if (becomes(change, 'enabled', false)) return [{ item, action: 'Disable', description: 'User disabled' }];
  const enabled = change.before?.['enabled'] === false && change.after?.['enabled'] !== false;
  return enabled ? [{ item, action: 'Enable', description: 'User enabled' }] : [];
}
