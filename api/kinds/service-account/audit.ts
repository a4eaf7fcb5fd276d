import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { auditResource } from '../audit-text.ts';

export function auditServiceAccount(change: Change): readonly AuditText[] {
  return auditResource(change, 'Service account', 'Service account');
}
