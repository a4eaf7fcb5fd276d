import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { auditResource } from '../audit-text.ts';

/** Not `Template`: the catalogue's templates are those of channels and flows. */
export function auditSettingsTemplate(change: Change): readonly AuditText[] {
  return auditResource(change, 'Settings template', 'Settings template');
}
