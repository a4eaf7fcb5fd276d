import type { Change } from '../../controller/reconcile/change.ts';
import { leafPaths } from '../../controller/reconcile/conflict.ts';
import { semanticsAt, valueAt } from '../../controller/reconcile/pointer.ts';
import type { Owner } from '../../controller/reconcile/resource.ts';
import { itemKey, valuesSemantics } from '../../controller/reconcile/values.ts';
import type { FieldChange } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { Refusal } from '../request/refusal.ts';
import type { Prepared } from './prepare.ts';

function within(path: string, owned: string): boolean {
  return path === owned || path.startsWith(`${owned}/`) || owned.startsWith(`${path}/`);
}

/** Of an additive list a set owns only the items that it names. */
function touchesOwned(change: Change, field: FieldChange, owner: Owner): boolean {
  if (!leafPaths(owner.lastApplied).some((path) => within(field.path, path))) return false;
  const semantics = semanticsAt(valuesSemantics(change.kind as Kind), field.path);
  if (semantics?.type !== 'list' || semantics.list === 'map' || !semantics.additive) return true;
  if (change.before?.[semantics.additive.field] !== semantics.additive.value) return true;
  const named = valueAt(valuesSemantics(change.kind as Kind), owner.lastApplied, field.path);
  const keys = new Set((Array.isArray(named) ? named : []).map((item) => itemKey(semantics.item, item)));
  return (field.removed ?? []).some((item) => keys.has(itemKey(semantics.item, item)));
}

function managed(address: string, path: string, owner: Owner): Refusal {
  const what = path === '' ? address : `${path.slice(1)} of ${address}`;
  return new Refusal(
    409,
    'managed/by-set',
    `${what} is managed by the manifest set ${owner.set} (${owner.source.file}:${owner.source.line})`,
    { remedy: 'change it there, or break the glass with a reason (the change will show up as drift)' },
  );
}

/**
 * What a set manages is not changed by accident: an edit by hand of such a field needs a reason.
 *
 * @throws Refusal 409 `managed/by-set` that names set, file and line
 */
export function assertUnmanaged(prepared: Prepared, breakGlass: string | undefined): void {
  if (breakGlass !== undefined && breakGlass.trim() !== '') return;
  for (const change of prepared.changes) {
    for (const owner of prepared.actual.get(change.id ?? '')?.owners ?? []) {
      if (change.after === null) throw managed(change.address, '', owner);
      const field = change.fields.find((candidate) => touchesOwned(change, candidate, owner));
      if (field) throw managed(change.address, field.path, owner);
    }
  }
}
