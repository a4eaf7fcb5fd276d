import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { AuditText } from '../audit-text.ts';
import { auditFields, auditLifecycle } from '../audit-text.ts';
import { keysIn, namesIn } from '../own-values.ts';

const item = 'Seat';
const settings = { item, action: 'Update' };

const entries = [
  { ...settings, description: 'Seat limit changed', pointers: ['/limit'] },
  { ...settings, description: 'Seat release rule changed', pointers: ['/releaseAfterInactiveDays'] },
  { ...settings, description: 'Seat assignment changed', pointers: ['/assignment'] },
];

/** One entry for each movement of a seat: the seat log is read from them, and its figures must add up. */
export function auditSeats(change: Change): readonly AuditText[] {
  const moved = [
    ...movements(change, 'Release', 'Seat taken from user'),
    ...movements(change, 'Assign', 'Seat assigned to user'),
  ];
  const rest = { ...change, fields: change.fields.filter(({ path }) => path !== '/holders') };
  const found = [
    ...moved,
    ...auditFields(rest, entries, { ...settings, description: 'Seat settings updated' }),
  ];
  return found.length > 0 ? found : auditLifecycle(change, item, 'Seat settings');
}

function movements(change: Change, action: string, description: string): readonly AuditText[] {
  const [from, to] = action === 'Assign' ? [change.before, change.after] : [change.after, change.before];
  const known = keysIn(from, 'holders');
  return namesIn(to, 'holders')
    .filter((name) => !known.has(nameKey(name)))
    .map((name) => ({ item, action, description: `${description} (${name})` }));
}
