import { addressKey, formatAddress } from '../../schemas/contract/address.ts';
import type { Action, ActionReason, FieldChange } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import type { Change, ChangeSource, Values } from './change.ts';
import { diffValues } from './diff.ts';
import type { ReconcileInput } from './input.ts';
import type { Match } from './match.ts';
import { mergeValues } from './merge.ts';
import type { ActualResource } from './resource.ts';

/** The line of the field itself where it is known, else of the nearest field around it, else of the document. */
function withSource(field: FieldChange, source: ChangeSource): FieldChange {
  const { file, lines = {} } = source;
  for (let path = field.path; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const line = Object.hasOwn(lines, path) ? lines[path] : undefined;
    if (line !== undefined) return { ...field, source: { file, line } };
  }
  return { ...field, source: { file, line: source.line } };
}

function action(
  current: ActualResource | undefined,
  renamed: boolean,
  owned: boolean,
): [Action, ActionReason] {
  if (!current) return ['create', 'declared'];
  if (renamed) return ['move', 'renamed'];
  return owned ? ['update', 'declared'] : ['adopt', 'exists-already'];
}

/** The change that makes a resource what its document says; undefined where it already is and the set owns it. */
export function declare({ desired, current, renamed }: Match, input: ReconcileInput): Change | undefined {
  const kind = desired.kind as Kind;
  const owner = current?.owners.find(({ set }) => set === input.set);
  const last = owner?.lastApplied ?? input.withdraw?.get(addressKey(desired)) ?? null;
  const before: Values | null = current?.values ?? null;
  const unset = input.always(kind);
  const after = { ...unset, ...mergeValues(kind, desired.values, last, before) };
  const fields = diffValues(kind, before ?? unset, after);
  const byHand = input.set === null;
  const same = fields.length === 0;
  const ownsOther = owner !== undefined && diffValues(kind, owner.lastApplied, desired.values).length > 0;
  if (current && !renamed && same && (byHand || (owner && !ownsOther))) return undefined;
  // What the set owns changes and the values do not: fields are taken over (or let go) as they are.
  const [verb, reason] = action(current, renamed, byHand || (owner !== undefined && !same));
  const name = current && !renamed ? current.name : desired.name;
  const account = current ? current.account : desired.account;
  return {
    kind,
    account,
    name,
    address: formatAddress({ kind, account, name }),
    id: current?.id ?? null,
    action: verb,
    reason: byHand ? 'by-hand' : reason,
    ...(renamed && current
      ? { previousName: current.name ?? '', previousAddress: formatAddress(current) }
      : {}),
    before,
    after,
    fields: byHand ? fields : fields.map((field) => withSource(field, desired.source)),
    ...(byHand ? {} : { source: desired.source }),
    lastApplied: byHand ? null : desired.values,
  };
}
