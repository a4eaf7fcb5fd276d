import type { Change } from '../../controller/reconcile/change.ts';

/** What an audit entry calls a change, in the manner of audit-events.csv. */
export interface AuditText {
  readonly item: string;
  readonly action: string;
  readonly description: string;
}

/** True where the change alters a field at the pointer or below it. */
export function alters({ fields }: Change, pointer: string): boolean {
  return fields.some(({ path }) => path === pointer || path.startsWith(`${pointer}/`));
}

/** A field's change from something else to this value. */
export function becomes(change: Change, field: string, value: unknown): boolean {
  return alters(change, `/${field}`) && change.after?.[field] === value;
}

/** Who owns the resource changes, and nothing that it says. */
function ownership(change: Change, item: string, noun: string): readonly AuditText[] {
  if (change.action === 'adopt') {
    return [{ item, action: 'Adopt', description: `${noun} taken over by a manifest set as it is` }];
  }
  if (change.action === 'release') {
    return [{ item, action: 'Release', description: `${noun} released by its manifest set` }];
  }
  return [];
}

const lifecycle: Readonly<Record<string, readonly [action: string, past: string]>> = {
  create: ['Create', 'created'],
  delete: ['Delete', 'deleted'],
  disable: ['Disable', 'disabled'],
  move: ['Update', 'renamed'],
};

/** What happens to the resource as a whole; empty for a change of fields alone. */
export function auditLifecycle(change: Change, item: string, noun: string): readonly AuditText[] {
  const [action, past] = lifecycle[change.action] ?? [];
  if (action === undefined) return ownership(change, item, noun);
  return [{ item, action, description: `${noun} ${past}` }];
}

/** The entries of a kind whose fields need no names of their own. */
export function auditResource(change: Change, item: string, noun: string): readonly AuditText[] {
  const whole = auditLifecycle(change, item, noun);
  if (['create', 'delete', 'disable'].includes(change.action)) return whole;
  if (change.fields.length === 0) return whole;
  const updated = { item, action: 'Update', description: `${noun} updated` };
  return [...whole.filter(({ action }) => action === 'Update'), updated];
}

/** The entry of each rule whose field changes; `otherwise` where none fits and something does change. */
export function auditFields(
  change: Change,
  entries: readonly (AuditText & { readonly pointers: readonly string[] })[],
  otherwise: AuditText,
): readonly AuditText[] {
  const found = entries
    .filter(({ pointers }) => pointers.some((pointer) => alters(change, pointer)))
    .map(({ item, action, description }) => ({ item, action, description }));
  if (found.length > 0 || change.fields.length === 0) return found;
  return [otherwise];
}
