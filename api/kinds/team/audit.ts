import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { auditResource } from '../audit-text.ts';

/** The catalogue calls a team a group. */
export function auditTeam(change: Change): readonly AuditText[] {
  return auditResource(change, 'Team', 'Group');
}
