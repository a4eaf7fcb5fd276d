import { createHash } from 'node:crypto';
import type { Json } from '../../schemas/contract/json.ts';
import { canonicalJson } from '../../schemas/contract/json.ts';
import { planVersion } from '../../schemas/contract/plan.ts';
import type { Change } from './change.ts';

/** One line a field; adoptions, moves, deletes and releases have a line of their own. */
function lines({ address, previousAddress, action, fields, lastApplied }: Change): Json[] {
  const head: Json = [address, action, previousAddress ?? '', lastApplied];
  return [
    head,
    ...fields.map(
      (field): Json => [
        address,
        action,
        field.path,
        { before: field.before ?? null, after: field.after ?? null },
        { added: [...(field.added ?? [])], removed: [...(field.removed ?? [])] },
      ],
    ),
  ];
}

/**
 * SHA-256 (hex) over what a plan would do: sorted addresses, actions, fields, before, after, takeovers, and the format's
 * version. No lines, facts, impact or times: moving a document to another file is the same plan.
 */
export function digest(changes: readonly Change[]): string {
  const text = changes.flatMap(lines).map(canonicalJson).sort().join('\n');
  return createHash('sha256').update(`bylaw plan ${planVersion}\n${text}`).digest('hex');
}
