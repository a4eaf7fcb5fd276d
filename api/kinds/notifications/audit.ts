import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { auditFields, auditResource } from '../audit-text.ts';

const item = 'Notifications';

/** Subscriptions and webhooks apart: a webhook sends data out of the house. */
export function auditNotifications(change: Change): readonly AuditText[] {
  const action = 'Update';
  const found = auditFields(
    change,
    [
      { item, action, description: 'Notification subscriptions updated', pointers: ['/subscriptions'] },
      { item, action, description: 'Notification webhooks updated', pointers: ['/webhooks'] },
    ],
    { item, action, description: 'Notifications updated' },
  );
  return found.length > 0 ? found : auditResource(change, item, 'Notifications');
}
