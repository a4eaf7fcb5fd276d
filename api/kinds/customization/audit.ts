import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { auditFields, auditResource } from '../audit-text.ts';

const account = { item: 'Account', action: 'Update' };

/** The catalogue counts these among the settings of the account. */
const entries = [
  { ...account, description: 'Account login options updated', pointers: ['/customLoginPage'] },
  { ...account, description: 'Language changed', pointers: ['/language'] },
  { ...account, description: 'Host name set', pointers: ['/hostname'] },
  { ...account, description: 'Color scheme set', pointers: ['/theme'] },
  { ...account, description: 'Logo updated', pointers: ['/logo', '/logoFile'] },
];

export function auditCustomization(change: Change): readonly AuditText[] {
  const found = auditFields(change, entries, { ...account, description: 'Customization updated' });
  return found.length > 0 ? found : auditResource(change, 'Account', 'Customization');
}
